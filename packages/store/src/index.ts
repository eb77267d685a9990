// @slipway/store: where artifacts, records and cache entries live.

export type { Artifact } from "./artifact.js";
export { type DownloadOptions, download } from "./download.js";
export { isStoreError, type StoreError, type StoreErrorCode } from "./error.js";
export { explainFile } from "./file.js";
export { filePath, fileUri } from "./file-uri.js";
export { measure } from "./local.js";
export { makeFolder } from "./make-folder.js";
export { openStore } from "./open.js";
export type { StoreOptions } from "./options.js";
export { forEachParallel } from "./parallel.js";
export type { Entry, Store, Stored, Version } from "./store.js";
export { type Place, type UploadOptions, upload } from "./upload.js";
export { joinUri, splitUri } from "./uri.js";
