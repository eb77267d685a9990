/**
 * The image of driver and publisher, where slipway.yaml names none: what images/runtime builds.
 *
 * @example
 * "ghcr.io/slipway/runtime:0.1.0"
 */
export const RUNTIME_IMAGE = "ghcr.io/slipway/runtime:0.1.0";
