// The store that a call is about, and the way to the stores of whatever an artifact's uri names.
import { failed, type JsonObject, type Result } from "@slipway/ir";
import { isStoreError, openStore, type Store, splitUri } from "@slipway/store";
import { diagnose } from "./messages.js";

export type OpenStore = { readonly store: Store; readonly open: (uri: string) => Promise<Store> };

export async function openStoreAt(uri: string, _settings: JsonObject): Promise<Result<OpenStore>> {
  try {
    const store = await openStore(uri);
    const others = new Map<string, Promise<Store>>();
    const open = (other: string): Promise<Store> => {
      const { root } = splitUri(other);
      const found = others.get(root) ?? openStore(root);
      others.set(root, found);
      return found;
    };
    return { ok: true, value: { store, open }, warnings: [] };
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return failed([diagnose("no-store", [], { reason: error.message })]);
  }
}
