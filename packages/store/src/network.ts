// Errors of the network: the server is not there, or the way to it is not.

const CODE =
  /^(?:E(?:CONN\w+|HOST\w+|NET\w+|PIPE|TIMEDOUT|NOTFOUND|AI_\w+|PROTO)|ERR_(?:TLS|SSL)\w*|ERR_STREAM_PREMATURE_CLOSE|\w*CERT\w*)$/;

/** Is it a code that Node gives such errors, such as ECONNREFUSED? https://nodejs.org/api/errors.html#nodejs-error-codes */
export function isNetworkCode(code: string): boolean {
  return CODE.test(code);
}
