// Python modules that are called something else than the package which has them.
const PACKAGES: Readonly<Record<string, string>> = {
  Bio: "biopython",
  Crypto: "pycryptodome",
  IPython: "ipython",
  MySQLdb: "mysqlclient",
  OpenSSL: "pyOpenSSL",
  PIL: "pillow",
  attr: "attrs",
  bs4: "beautifulsoup4",
  cairo: "pycairo",
  cv2: "opencv-python-headless",
  dateutil: "python-dateutil",
  docx: "python-docx",
  dotenv: "python-dotenv",
  faiss: "faiss-cpu",
  fitz: "PyMuPDF",
  git: "GitPython",
  "google.cloud.aiplatform": "google-cloud-aiplatform",
  "google.cloud.bigquery": "google-cloud-bigquery",
  "google.cloud.bigquery_storage": "google-cloud-bigquery-storage",
  "google.cloud.pubsub": "google-cloud-pubsub",
  "google.cloud.secretmanager": "google-cloud-secret-manager",
  "google.cloud.storage": "google-cloud-storage",
  "google.protobuf": "protobuf",
  googleapiclient: "google-api-python-client",
  grpc: "grpcio",
  igraph: "python-igraph",
  jose: "python-jose",
  jwt: "PyJWT",
  kfp_kubernetes: "kfp-kubernetes",
  "kfp.kubernetes": "kfp-kubernetes",
  Levenshtein: "python-Levenshtein",
  magic: "python-magic",
  mpl_toolkits: "matplotlib",
  osgeo: "GDAL",
  pkg_resources: "setuptools",
  pptx: "python-pptx",
  psycopg2: "psycopg2-binary",
  pytorch_lightning: "pytorch-lightning",
  ruamel: "ruamel.yaml",
  sentence_transformers: "sentence-transformers",
  serial: "pyserial",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  slugify: "python-slugify",
  snowflake: "snowflake-connector-python",
  telegram: "python-telegram-bot",
  usb: "pyusb",
  win32api: "pywin32",
  yaml: "PyYAML",
  zmq: "pyzmq",
};

/**
 * The package to install for a module.
 *
 * @example
 * packageOf("sklearn.linear_model"); // "scikit-learn"
 * packageOf("pandas"); // "pandas"
 */
export function packageOf(module: string): string {
  const names = module.split(".");
  for (let length = names.length; length > 0; length--) {
    const name = names.slice(0, length).join(".");
    if (Object.hasOwn(PACKAGES, name)) return PACKAGES[name] ?? name;
  }
  // Parts of the shared package `google` are packages of their own.
  return names[0] === "google" ? names.slice(0, 3).join("-") : (names[0] ?? module);
}
