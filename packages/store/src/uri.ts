// Uris of stores. Those of buckets are taken as they are, as Kubeflow does; those of files are percent-decoded.
import { storeError } from "./error.js";
import { filePath, fileUri } from "./file-uri.js";

/** A uri in its parts; `uri` is the same without a slash at its end. */
export type StoreUri =
  | { readonly kind: "file"; readonly uri: string; readonly folder: string }
  | {
      readonly kind: "s3" | "minio" | "gs";
      readonly uri: string;
      readonly bucket: string;
      readonly prefix: string;
    };

/**
 * Today's buckets, and older ones.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * https://cloud.google.com/storage/docs/buckets#naming
 */
const BUCKET = /^[A-Za-z0-9][\w.-]{1,221}$/;

/** Reads a uri; throws for what is none of a store. */
export function parseUri(text: string): StoreUri {
  const refuse = (reason: string) => storeError("store/bad-uri", text.replace(/\/\/[^/]*@/, "//…@"), reason);
  const [, kind, rest = ""] = /^(s3|minio|gs|file):\/\/(.*)$/s.exec(text) ?? [];
  const [first = "", ...parts] = (filePath(text) ?? rest).replace(/\/+$/, "").split("/");
  const uri = [`${kind}://${first}`, ...parts].join("/");
  if (parts.some((part) => part === "" || part === "." || part === "..")) {
    throw refuse('a part of its path is empty, "." or ".."');
  }
  switch (kind) {
    case "file":
      if (first !== "") throw refuse("it must start with file:///");
      return { kind, uri: fileUri(`/${parts.join("/")}`), folder: `/${parts.join("/")}` };
    case "s3":
    case "minio":
    case "gs":
      if (!BUCKET.test(first)) throw refuse("no bucket can have that name");
      return { kind, uri, bucket: first, prefix: parts.join("/") };
    default:
      throw refuse("it must start with s3://, minio://, gs:// or file:///");
  }
}

/**
 * The store and the key of an object or a folder that may be anywhere: the store is its bucket, or all of this machine.
 *
 * Throws a `StoreError` with the code store/bad-uri.
 *
 * @example
 * splitUri("gs://bucket/data/x.csv"); // { root: "gs://bucket", key: "data/x.csv" }
 * splitUri("file:///data/x.csv"); // { root: "file://", key: "data/x.csv" }
 */
export function splitUri(uri: string): { readonly root: string; readonly key: string } {
  const parsed = parseUri(uri);
  if (parsed.kind === "file") return { root: "file://", key: parsed.folder.slice(1) };
  return { root: `${parsed.kind}://${parsed.bucket}`, key: parsed.prefix };
}

/**
 * The uri of what has a key below another uri.
 *
 * @example
 * joinUri("s3://bucket/runs", "my%20task/model"); // "s3://bucket/runs/my%20task/model"
 * joinUri("file:///runs", "my%20task/model"); // "file:///runs/my%2520task/model"
 */
export function joinUri(uri: string, key: string): string {
  const folder = filePath(uri);
  return folder === undefined ? `${uri}/${key}` : fileUri(`${folder}/${key}`);
}
