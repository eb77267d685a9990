// The modules that Python brings, by version.
// Source: sys.stdlib_module_names, https://docs.python.org/3/library/sys.html#sys.stdlib_module_names, and for 3.9 the
// index of its documentation, https://docs.python.org/3.9/py-modindex.html

/** The versions that the lists below know, oldest first, by the number after `3.`. */
const OLDEST = 9;
const NEWEST = 14;

const ALWAYS = `
  __future__ abc antigravity argparse array ast asyncio atexit base64 bdb bisect builtins bz2 cProfile calendar cmath cmd code
  codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg csv ctypes curses
  dataclasses datetime dbm decimal difflib dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp
  fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac
  html http idlelib imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal
  math mimetypes mmap modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path numbers opcode operator optparse os pathlib
  pdb pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc
  pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve
  shlex shutil signal site smtplib socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
  stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios test textwrap this threading time
  timeit tkinter token tokenize trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uuid
  venv warnings wave weakref webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo __main__`;

/** By the first version that had them no more. */
const GONE: Readonly<Record<number, string>> = {
  10: "formatter parser symbol",
  11: "binhex",
  12: "asynchat asyncore distutils imp smtpd",
  13: `aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau
    telnetlib uu xdrlib`,
};

/** By the first version that had them. */
const NEW: Readonly<Record<number, string>> = { 11: "tomllib", 14: "annotationlib compression" };

/** Of a module by the number after `3.`: from when on Python has it, and until when it had. */
type Times = { readonly since?: number; readonly until?: number };

const TIMES: ReadonlyMap<string, Times> = new Map([
  ...words(ALWAYS).map((module) => [module, {}] as const),
  ...Object.entries(GONE).flatMap(([at, names]) =>
    words(names).map((module) => [module, { until: Number(at) }] as const),
  ),
  ...Object.entries(NEW).flatMap(([at, names]) =>
    words(names).map((module) => [module, { since: Number(at) }] as const),
  ),
]);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/**
 * Whether Python brings a module: `no`, `yes`, or in which other versions it does. Names that begin with `_` are Python's own
 * affair, and taken to be there.
 *
 * @param version `3.12`; without one any that is known will do
 * @example inStandardLibrary("imp", "3.12") // "until 3.11"
 */
export function inStandardLibrary(
  module: string,
  version?: string,
): "yes" | "no" | `until ${string}` | `since ${string}` {
  if (module.startsWith("_")) return "yes";
  const times = TIMES.get(module);
  if (!times) return "no";
  const minor = minorOf(version);
  if (minor === undefined) return "yes";
  if (times.until !== undefined && minor >= times.until) return `until 3.${times.until - 1}`;
  if (times.since !== undefined && minor < times.since) return `since 3.${times.since}`;
  return "yes";
}

/** Undefined for a version that the lists do not know. */
function minorOf(version: string | undefined): number | undefined {
  const minor = Number(/^3\.(\d+)$/.exec(version ?? "")?.[1]);
  return minor >= OLDEST && minor <= NEWEST ? minor : undefined;
}
