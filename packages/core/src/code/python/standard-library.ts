/** Top-level modules of Python's standard library that handlers import; a folder elsewhere in the tree never stands for one. */
const NAMES = new Set(
  `__future__ abc argparse array ast asyncio atexit base64 binascii bisect builtins bz2 calendar cgi cmath cmd code
  codecs collections colorsys concurrent configparser contextlib contextvars copy copyreg cProfile csv ctypes
  dataclasses datetime dbm decimal difflib dis distutils doctest email encodings enum errno faulthandler fcntl filecmp
  fileinput fnmatch fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html
  http imaplib imghdr imp importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox
  marshal math mimetypes mmap multiprocessing netrc numbers opcode operator optparse os pathlib pdb pickle pkgutil
  platform plistlib poplib posixpath pprint profile pstats pwd pydoc queue quopri random re readline reprlib resource
  runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat
  statistics string stringprep struct subprocess symtable sys sysconfig syslog tarfile telnetlib tempfile test textwrap
  threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty types typing unicodedata unittest
  urllib uu uuid venv warnings wave weakref webbrowser wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(
    /\s+/,
  ),
);

export function isStandardLibrary(name: string): boolean {
  return NAMES.has(name);
}
