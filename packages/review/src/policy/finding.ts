// What a rule says of one thing that breaks it, and of what it is told.
import type { Plan } from "@slipway/compiler";
import type { Diagnostic, IrPath, JsonObject } from "@slipway/ir";
import type { Review } from "../facts/review.js";

export type PolicyInput = {
  readonly review: Review;
  readonly plan: Plan;
  /** What the backend was given. */
  readonly options: JsonObject;
};

/** What breaks a rule: the sentence with its place, and what exceptions go by. */
export type Breach = {
  readonly diagnostic: Diagnostic;
  /** Id. */
  readonly task?: string;
  readonly image?: string;
};

export type Finding = {
  /** `image-digest`; of a team's own rule its name. */
  readonly rule: string;
  /** `policy/image-digest`; of a team's own rule `policy/own-rule`. */
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly path: IrPath;
  readonly task?: string;
  /** Why it does not count: an exception of the policy. */
  readonly exceptedFor?: string;
};
