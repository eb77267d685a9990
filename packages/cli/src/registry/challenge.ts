// What a registry that refuses asks for: the words of WWW-Authenticate.
// Source: https://distribution.github.io/distribution/spec/auth/token, https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1

export type Challenge =
  | { readonly kind: "basic" }
  | { readonly kind: "bearer"; readonly realm: string; readonly service?: string; readonly scope?: string };

/**
 * Undefined for a way that is not known here. Where there are several, a token goes before a password.
 *
 * @example
 * readChallenge('Bearer realm="https://auth.docker.io/token",service="registry.docker.io"');
 */
export function readChallenge(header: string): Challenge | undefined {
  const bearer = /(?:^|,)\s*bearer\s+(.*)$/is.exec(header)?.[1];
  const values = new Map(
    [...(bearer ?? "").matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)].map(
      ([, key = "", quoted, plain = ""]) => [key.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? plain],
    ),
  );
  const realm = values.get("realm");
  if (bearer !== undefined && realm !== undefined) {
    const service = values.get("service");
    const scope = values.get("scope");
    return {
      kind: "bearer",
      realm,
      ...(service !== undefined && { service }),
      ...(scope !== undefined && { scope }),
    };
  }
  return /(?:^|,)\s*basic\b/i.test(header) ? { kind: "basic" } : undefined;
}
