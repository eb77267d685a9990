// Names that a module has without binding them: Python's own, and those of the modules of which the SDK takes all.

/** Of every version from 3.9 to 3.14. Source: https://docs.python.org/3/library/functions.html and its neighbours */
const BUILTINS = `
  ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError
  BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
  DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup False FileExistsError
  FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
  InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None
  NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError
  ProcessLookupError PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning
  StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError
  UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError
  Warning ZeroDivisionError __annotations__ __build_class__ __builtins__ __cached__ __debug__ __dict__ __doc__ __file__
  __import__ __loader__ __name__ __package__ __path__ __spec__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes
  callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format
  frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max
  memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted
  staticmethod str sum super tuple type vars zip`;

/** Source: https://docs.python.org/3/library/typing.html, all versions from 3.9 to 3.14 */
const TYPING = `
  AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO ByteString
  Callable ChainMap ClassVar Collection Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict Final
  ForwardRef FrozenSet Generator Generic Hashable IO ItemsView Iterable Iterator KeysView List Literal LiteralString Mapping
  MappingView Match MutableMapping MutableSequence MutableSet NamedTuple Never NewType NoDefault NoReturn NotRequired Optional
  OrderedDict ParamSpec ParamSpecArgs ParamSpecKwargs Pattern Protocol ReadOnly Required Reversible Self Sequence Set Sized
  SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound TYPE_CHECKING Text TextIO Tuple
  Type TypeAlias TypeAliasType TypeGuard TypeIs TypeVar TypeVarTuple TypedDict Union Unpack ValuesView assert_never assert_type
  cast clear_overloads dataclass_transform evaluate_forward_ref final get_args get_origin get_overloads get_protocol_members
  get_type_hints is_protocol is_typeddict no_type_check no_type_check_decorator overload override reveal_type runtime
  runtime_checkable`;

/** All that a version of the SDK has had. Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/__init__.py */
const KFP_DSL = `
  Artifact ClassificationMetrics Collected ConcatPlaceholder Condition ContainerSpec Dataset Elif Else ExitHandler HTML If
  IfPresentPlaceholder Input InputPath KubernetesWorkspaceConfig Markdown Metrics Model OneOf Output OutputPath
  PIPELINE_JOB_CREATE_TIME_UTC_PLACEHOLDER PIPELINE_JOB_ID_PLACEHOLDER PIPELINE_JOB_NAME_PLACEHOLDER
  PIPELINE_JOB_RESOURCE_NAME_PLACEHOLDER PIPELINE_JOB_SCHEDULE_TIME_UTC_PLACEHOLDER PIPELINE_ROOT_PLACEHOLDER
  PIPELINE_TASK_EXECUTOR_INPUT_PLACEHOLDER PIPELINE_TASK_EXECUTOR_OUTPUT_PATH_PLACEHOLDER PIPELINE_TASK_ID_PLACEHOLDER
  PIPELINE_TASK_NAME_PLACEHOLDER ParallelFor PipelineConfig PipelineTask PipelineTaskFinalStatus SlicedClassificationMetrics
  TaskConfig TaskConfigField TaskConfigPassthrough WORKSPACE_PATH_PLACEHOLDER WorkspaceConfig component container_component
  get_uri importer notebook_component pipeline run_notebook`;

const STARS: Readonly<Record<string, string>> = { typing: TYPING, "kfp.dsl": KFP_DSL };

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** The names that a module has which takes all names of others; undefined where one of those is not known. */
export function namesGiven(stars: readonly string[]): ReadonlySet<string> | undefined {
  const texts = stars.map((module) => (Object.hasOwn(STARS, module) ? STARS[module] : undefined));
  if (texts.includes(undefined)) return undefined;
  return new Set([BUILTINS, ...texts].flatMap((text) => words(text ?? "")));
}
