// Who is told when a run has ended: settings of slipway.yaml, and what of them the pod that tells is told. Addresses and
// keys stay in Secrets: the pod finds each in a variable of its own.

export type NotifySettings = {
  readonly webhooks: readonly Webhook[];
  /** Address of a page about a run: `https://argo.example.com/workflows/{namespace}/{name}?uid={run}`. */
  readonly link?: string;
  /** Where PagerDuty takes events. */
  readonly pagerdutyEndpoint?: string;
};

export type Webhook = {
  readonly form: "slack" | "pagerduty" | "json";
  /** `failure` unless set. */
  readonly on?: "failure" | "success" | "always";
  /** Holds the address to post to, of PagerDuty the routing key. */
  readonly secret: { readonly name: string; readonly key?: string };
};

/** What the program that tells is told. */
export type NotifyDescription = Omit<NotifySettings, "webhooks"> & {
  readonly webhooks: readonly NotifyTarget[];
};

export type NotifyTarget = {
  readonly form: Webhook["form"];
  readonly on: NonNullable<Webhook["on"]>;
  /** Name of the variable in which the address or the key is, and where it comes from, for messages. */
  readonly variable: string;
  readonly secret: { readonly name: string; readonly key: string };
};

export type NotifyVariable = {
  readonly name: string;
  readonly valueFrom: {
    readonly secretKeyRef: { readonly name: string; readonly key: string; readonly optional: true };
  };
};

/**
 * @example
 * describeNotify({ webhooks: [{ form: "slack", secret: { name: "slack" } }] });
 * // description.webhooks: [{ form: "slack", on: "failure", variable: "SLIPWAY_WEBHOOK_1", secret: { name: "slack", key: "url" } }]
 */
export function describeNotify({ webhooks, ...settings }: NotifySettings): {
  readonly description: NotifyDescription;
  readonly variables: readonly NotifyVariable[];
} {
  const targets = webhooks.map(({ form, on = "failure", secret }, index): NotifyTarget => {
    const key = secret.key ?? (form === "pagerduty" ? "routing-key" : "url");
    return { form, on, variable: `SLIPWAY_WEBHOOK_${index + 1}`, secret: { name: secret.name, key } };
  });
  // What is missing is said by the program: a pod that waits for a Secret would tell nobody.
  const variables = targets.map(({ variable, secret }) => ({
    name: variable,
    valueFrom: { secretKeyRef: { ...secret, optional: true as const } },
  }));
  return { description: { ...settings, webhooks: targets }, variables };
}
