// What `pip install` brings: modules whose name is not that of their package, and what well-known packages need in turn.
// Too much in these lists costs a warning that is not given, too little one that is wrong. Source: the packages' own metadata.

/** Modules by package, where they are not called as it is. */
const MODULES: Readonly<Record<string, string>> = {
  "absl-py": "absl",
  "argon2-cffi": "argon2",
  attrs: "attr attrs",
  "azure-identity": "azure",
  "azure-storage-blob": "azure",
  beautifulsoup4: "bs4",
  biopython: "Bio",
  cython: "Cython cython pyximport",
  "databricks-sdk": "databricks",
  "faiss-cpu": "faiss",
  "faiss-gpu": "faiss",
  fonttools: "fontTools",
  gitpython: "git",
  "google-api-core": "google",
  "google-api-python-client": "googleapiclient apiclient",
  "google-auth": "google",
  "google-cloud-aiplatform": "google vertexai",
  "google-cloud-bigquery": "google",
  "google-cloud-bigquery-storage": "google",
  "google-cloud-core": "google",
  "google-cloud-logging": "google",
  "google-cloud-pubsub": "google",
  "google-cloud-secret-manager": "google",
  "google-cloud-storage": "google",
  "google-resumable-media": "google",
  "googleapis-common-protos": "google",
  grpcio: "grpc",
  "hydra-core": "hydra",
  "imbalanced-learn": "imblearn",
  ipython: "IPython",
  "kfp-kubernetes": "kfp",
  "kfp-pipeline-spec": "kfp",
  "mysql-connector-python": "mysql",
  mysqlclient: "MySQLdb",
  "nvidia-ml-py": "pynvml",
  "opencv-contrib-python": "cv2",
  "opencv-contrib-python-headless": "cv2",
  "opencv-python": "cv2",
  "opencv-python-headless": "cv2",
  "paho-mqtt": "paho",
  pillow: "PIL",
  protobuf: "google",
  "psycopg2-binary": "psycopg2",
  pycryptodome: "Crypto",
  pygithub: "github",
  pyjwt: "jwt",
  pymongo: "pymongo bson gridfs",
  pymupdf: "fitz pymupdf",
  pyopenssl: "OpenSSL",
  pyserial: "serial",
  pysocks: "socks sockshandler",
  "python-dateutil": "dateutil",
  "python-docx": "docx",
  "python-dotenv": "dotenv",
  "python-jose": "jose",
  "python-multipart": "multipart python_multipart",
  "python-pptx": "pptx",
  "pytorch-lightning": "pytorch_lightning lightning_fabric",
  pywavelets: "pywt",
  pyyaml: "yaml _yaml",
  pyzmq: "zmq",
  "ruamel-yaml": "ruamel",
  "scikit-image": "skimage",
  "scikit-learn": "sklearn",
  "scikit-optimize": "skopt",
  setuptools: "setuptools pkg_resources _distutils_hack distutils",
  simpleitk: "SimpleITK",
  "snowflake-connector-python": "snowflake",
  "tensorflow-cpu": "tensorflow",
  "umap-learn": "umap",
  "websocket-client": "websocket",
};

/** All that a package needs, by package; one that is not here may need anything. */
const NEEDS: Readonly<Record<string, string>> = {
  "argon2-cffi": "argon2-cffi-bindings cffi pycparser",
  attrs: "",
  beautifulsoup4: "soupsieve typing-extensions",
  boto3: "botocore jmespath s3transfer",
  botocore: "jmespath python-dateutil urllib3 six",
  cachetools: "",
  catboost: "graphviz matplotlib numpy pandas plotly scipy six",
  certifi: "",
  "charset-normalizer": "",
  click: "",
  cloudpickle: "",
  contourpy: "numpy",
  cycler: "",
  dill: "",
  duckdb: "",
  "et-xmlfile": "",
  fonttools: "",
  graphviz: "",
  h5py: "numpy",
  idna: "",
  "imbalanced-learn": "joblib numpy scikit-learn scipy sklearn-compat threadpoolctl",
  iniconfig: "",
  jinja2: "markupsafe",
  jmespath: "",
  joblib: "",
  kiwisolver: "",
  lightgbm: "numpy scikit-learn scipy wheel",
  lxml: "",
  markupsafe: "",
  matplotlib:
    "contourpy cycler fonttools importlib-resources kiwisolver numpy packaging pillow pyparsing python-dateutil zipp",
  minio: "argon2-cffi certifi pycryptodome typing-extensions urllib3",
  mpmath: "",
  narwhals: "",
  networkx: "",
  nltk: "click joblib regex tqdm",
  numpy: "",
  "opencv-python": "numpy",
  "opencv-python-headless": "numpy",
  openpyxl: "et-xmlfile",
  orjson: "",
  packaging: "",
  pandas: "numpy python-dateutil pytz tzdata",
  patsy: "numpy six",
  pillow: "",
  plotly: "narwhals packaging tenacity",
  polars: "polars-runtime-32",
  "psycopg2-binary": "",
  pyarrow: "numpy",
  pycryptodome: "",
  pymysql: "",
  pyparsing: "",
  pyspark: "py4j",
  "python-dateutil": "six",
  "python-dotenv": "",
  pytz: "",
  pyyaml: "",
  regex: "",
  requests: "certifi chardet charset-normalizer idna urllib3",
  s3transfer: "botocore",
  "scikit-learn": "joblib narwhals numpy scipy threadpoolctl",
  scipy: "numpy",
  seaborn: "matplotlib numpy pandas scipy",
  simplejson: "",
  six: "",
  soupsieve: "",
  sqlalchemy: "greenlet importlib-metadata typing-extensions",
  statsmodels: "numpy packaging pandas patsy scipy",
  sympy: "mpmath",
  tabulate: "",
  tenacity: "",
  threadpoolctl: "",
  toml: "",
  tqdm: "",
  "typing-extensions": "",
  tzdata: "",
  ujson: "",
  urllib3: "",
  xgboost: "numpy nvidia-nccl-cu12 scipy",
  xlrd: "",
  yapf: "importlib-metadata platformdirs tomli zipp",
};

/** What the SDK brought with it before it was installed with --no-deps, which is from 2.1 on. */
const KFP_NEEDS = `
  cachetools certifi cffi charset-normalizer click cryptography docstring-parser durationpy google-api-core google-auth
  google-cloud-core google-cloud-storage google-crc32c google-resumable-media googleapis-common-protos idna kfp-pipeline-spec
  kfp-server-api kubernetes oauthlib packaging proto-plus protobuf pyasn1 pyasn1-modules pycparser python-dateutil pyyaml requests
  requests-oauthlib requests-toolbelt rsa setuptools six tabulate typing-extensions urllib3 websocket-client`;

/** Names of packages are the same but for case and what joins their words: https://peps.python.org/pep-0503/ */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** The top modules of a package, by its normal name. */
export function modulesOf(distribution: string): readonly string[] {
  const known = Object.hasOwn(MODULES, distribution) ? MODULES[distribution] : undefined;
  return words(known ?? distribution.replaceAll("-", "_"));
}

/** What a package needs, through all that those need; undefined where it may be anything. */
export function needsOf(distribution: string): readonly string[] | undefined {
  if (distribution === "kfp") return words(KFP_NEEDS);
  if (!Object.hasOwn(NEEDS, distribution)) return undefined;
  const direct = words(NEEDS[distribution] ?? "");
  return [...direct, ...direct.flatMap((other) => needsOf(other) ?? [])];
}

/** The package to install for a module: `scikit-learn` for `sklearn.svm`. */
export function distributionOf(module: string): string {
  const [top = "", ...rest] = module.split(".");
  if (top === "google" && rest[0] === "cloud" && rest[1] !== undefined)
    return `google-cloud-${rest[1].replaceAll("_", "-")}`;
  const preferred = Object.hasOwn(PREFERRED, top) ? PREFERRED[top] : undefined;
  const [name] = Object.entries(MODULES).find(([, modules]) => words(modules).includes(top)) ?? [];
  return preferred ?? name ?? top.replaceAll("_", "-");
}

/** Of several packages with the same module the one that is meant most often. */
const PREFERRED: Readonly<Record<string, string>> = {
  cv2: "opencv-python-headless",
  google: "google-cloud-storage",
  kfp: "kfp",
};

function words(text: string): readonly string[] {
  return text.trim() === "" ? [] : text.trim().split(/\s+/);
}
