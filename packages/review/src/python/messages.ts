// What is said of the Python inside a pipeline.
import { defineDiagnostics, type Entry } from "@slipway/ir";

export const catalogue = {
  "missing-module": {
    severity: "warning",
    message:
      'line {line} of the code of component "{component}" imports "{module}", which nothing brings: {image} does not, and {installs}. Add "{package}" to packages_to_install, or use an image that has it',
    cause:
      "A Python component runs in its image, with what it installs when it starts; what is installed where the pipeline was written is not there. Said only of images of plain Python, since others may bring anything, and not where what is installed may need more than is known.",
    fix: "Add the package to packages_to_install of the component, use an image that has it, or import it in a try that takes ImportError.",
  },
  "missing-sdk": {
    severity: "warning",
    message:
      'component "{component}" needs the kfp SDK to start, and nothing brings it: {image} does not, and install_kfp_package is off. Leave it on, or use an image that has kfp',
    cause: "A Python component is started by the SDK's own module inside its image.",
    fix: "Leave out install_kfp_package=False, add kfp to packages_to_install, or use an image that has it.",
  },
  "module-of-another-version": {
    severity: "warning",
    message:
      'line {line} of the code of component "{component}" imports "{module}", which Python has {times} only, and {image} has {version}',
    cause: "Modules come into Python's standard library, and leave it.",
    fix: "Use an image with a version of Python that has the module, or the module that stands for it.",
  },
  "relative-import": {
    severity: "warning",
    message:
      'line {line} of the code of component "{component}" imports from "{module}", but its code runs as a file of its own, in no package',
    cause: "The SDK takes the source of the function alone. The files beside it do not come along.",
    fix: "Put what is needed into the function, or into a package that the component installs or its image has.",
  },
  "unknown-name": {
    severity: "warning",
    message:
      'component "{component}" uses "{name}" in line {line} of its code, "{code}", but when it runs there is no such name. {advice}',
    cause:
      "The SDK takes the source of the function alone. What the file around it imports, defines or assigns does not come along, so the task fails with a NameError when it comes to this line.",
    fix: "Import or define it inside the function, or give it to the component as an input.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("python", catalogue);
