// What KFP's types of accelerators are on the clusters of vendors: a resource, and labels of the nodes that have it. Types
// are Vertex AI's: https://cloud.google.com/vertex-ai/docs/reference/rest/v1/MachineSpec#AcceleratorType
import type { Toleration } from "./platform/fragment.js";

/**
 * What one type of accelerators stands for.
 *
 * @example
 * const profile: GpuProfile = {
 *   resource: "nvidia.com/gpu",
 *   nodeSelector: { "example.com/gpu": ["t4", "t4-shared"] },
 *   tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
 *   runtimeClassName: "nvidia",
 *   sharedMemory: "8Gi",
 * };
 */
export type GpuProfile = {
  /** Its name in a node's resources, such as `nvidia.com/gpu`. */
  readonly resource: string;
  /** Labels of the nodes. Of several values a node has to have one. */
  readonly nodeSelector?: Readonly<Record<string, string | readonly string[]>>;
  /** Further labels by number of accelerators; a number that is not here cannot be had. */
  readonly counts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly tolerations?: readonly Toleration[];
  readonly runtimeClassName?: string;
  /** Size of /dev/shm, such as `8Gi`, for tasks that say nothing of it: loaders of training data need more than 64 MB. */
  readonly sharedMemory?: string;
};

/** By type of accelerators, or by name of a resource. */
export type GpuProfiles = Readonly<Record<string, GpuProfile>>;

export type GpuVendor = "gke" | "eks" | "nvidia";

const NVIDIA = "nvidia.com/gpu";
const tainted = (key: string): readonly Toleration[] => [{ key, operator: "Exists", effect: "NoSchedule" }];

function nvidia(label: string, byType: Readonly<Record<string, string | readonly string[]>>): GpuProfiles {
  return Object.fromEntries(
    Object.entries(byType).map(([type, value]) => [
      type,
      { resource: NVIDIA, nodeSelector: { [label]: value }, tolerations: tainted(NVIDIA) },
    ]),
  );
}

/** Numbers are chips of one node; larger slices span nodes, and one pod cannot have them. */
function tpu(accelerator: string, topologies: Readonly<Record<string, string>>): GpuProfile {
  return {
    resource: "google.com/tpu",
    nodeSelector: { "cloud.google.com/gke-tpu-accelerator": accelerator },
    counts: Object.fromEntries(
      Object.entries(topologies).map(([count, topology]) => [count, { "cloud.google.com/gke-tpu-topology": topology }]),
    ),
    tolerations: tainted("google.com/tpu"),
  };
}

/**
 * Google Kubernetes Engine labels its nodes itself.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/gpus
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/plan-tpus
 */
const GKE: GpuProfiles = {
  ...nvidia("cloud.google.com/gke-accelerator", {
    NVIDIA_TESLA_P4: "nvidia-tesla-p4",
    NVIDIA_TESLA_P100: "nvidia-tesla-p100",
    NVIDIA_TESLA_V100: "nvidia-tesla-v100",
    NVIDIA_TESLA_T4: "nvidia-tesla-t4",
    NVIDIA_L4: "nvidia-l4",
    NVIDIA_TESLA_A100: "nvidia-tesla-a100",
    NVIDIA_A100_80GB: "nvidia-a100-80gb",
    NVIDIA_H100_80GB: "nvidia-h100-80gb",
    NVIDIA_H100_MEGA_80GB: "nvidia-h100-mega-80gb",
    NVIDIA_H200_141GB: "nvidia-h200-141gb",
    NVIDIA_B200: "nvidia-b200",
    NVIDIA_GB200: "nvidia-gb200",
    NVIDIA_RTX_PRO_6000: "nvidia-rtx-pro-6000",
  }),
  TPU_V3: tpu("tpu-v3-device", { 4: "2x2" }),
  TPU_V4_POD: tpu("tpu-v4-podslice", { 4: "2x2x1" }),
  TPU_V5_LITEPOD: tpu("tpu-v5-lite-podslice", { 1: "1x1", 4: "2x2", 8: "2x4" }),
};

const sizes = (family: string, ...names: readonly string[]) => names.map((name) => `${family}.${name}`);

/**
 * Elastic Kubernetes Service: the type of the machine is a label of every node, and autoscalers know it. Another label,
 * such as the k8s.amazonaws.com/accelerator that the Cluster Autoscaler documents, is only there where the owner of the
 * nodes sets it; a profile can name it.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/gpu-instances.html
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
const EKS: GpuProfiles = nvidia("node.kubernetes.io/instance-type", {
  NVIDIA_TESLA_V100: [...sizes("p3", "2xlarge", "8xlarge", "16xlarge"), "p3dn.24xlarge"],
  NVIDIA_TESLA_T4: sizes("g4dn", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "metal"),
  NVIDIA_L4: sizes("g6", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge", "48xlarge"),
  NVIDIA_TESLA_A100: ["p4d.24xlarge"],
  NVIDIA_A100_80GB: ["p4de.24xlarge"],
  NVIDIA_H100_80GB: sizes("p5", "4xlarge", "48xlarge"),
  NVIDIA_H200_141GB: ["p5e.48xlarge", "p5en.48xlarge"],
  NVIDIA_B200: ["p6-b200.48xlarge"],
});

/** A GPU that several pods share has another name. */
const products = (...names: readonly string[]) => names.flatMap((name) => [name, `${name}-SHARED`]);

/**
 * Any cluster with NVIDIA's GPU feature discovery, which labels nodes with the name that the driver gives to the product.
 *
 * @see https://github.com/NVIDIA/k8s-device-plugin/blob/main/docs/gpu-feature-discovery/README.md
 */
const FEATURE_DISCOVERY: GpuProfiles = nvidia("nvidia.com/gpu.product", {
  NVIDIA_TESLA_K80: products("Tesla-K80"),
  NVIDIA_TESLA_P4: products("Tesla-P4"),
  NVIDIA_TESLA_P100: products("Tesla-P100-PCIE-12GB", "Tesla-P100-PCIE-16GB", "Tesla-P100-SXM2-16GB"),
  NVIDIA_TESLA_V100: products(
    ...["Tesla-V100-PCIE-16GB", "Tesla-V100-PCIE-32GB"],
    ...["Tesla-V100-SXM2-16GB", "Tesla-V100-SXM2-32GB", "Tesla-V100-SXM3-32GB"],
  ),
  NVIDIA_TESLA_T4: products("Tesla-T4"),
  NVIDIA_L4: products("NVIDIA-L4"),
  NVIDIA_TESLA_A100: products("NVIDIA-A100-PCIE-40GB", "NVIDIA-A100-SXM4-40GB"),
  NVIDIA_A100_80GB: products("NVIDIA-A100-80GB-PCIe", "NVIDIA-A100-SXM4-80GB"),
  NVIDIA_H100_80GB: products("NVIDIA-H100-PCIe", "NVIDIA-H100-80GB-HBM3"),
  NVIDIA_H200_141GB: products("NVIDIA-H200"),
  NVIDIA_B200: products("NVIDIA-B200"),
  NVIDIA_GB200: products("NVIDIA-GB200"),
});

const VENDORS: Readonly<Record<GpuVendor, GpuProfiles>> = { gke: GKE, eks: EKS, nvidia: FEATURE_DISCOVERY };

/**
 * The profiles that are built in for a vendor's clusters.
 *
 * @example
 * gpuProfiles("gke")["NVIDIA_TESLA_T4"]?.nodeSelector; // { "cloud.google.com/gke-accelerator": "nvidia-tesla-t4" }
 */
export function gpuProfiles(vendor: GpuVendor): GpuProfiles {
  return VENDORS[vendor];
}
