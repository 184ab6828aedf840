import type { Sample } from './sample.ts';

const FILES =
  'files = [{ file = "a.whl", hash = "sha256:58cd2187c01e70e6e26505bca751777aa9f2ee0b7f4300988b709f44e013003f" }]';
const COMMIT = '0a2d2506c1fe299691fc5db53a2097db3bd615bc';

const requirements: Sample = {
  reader: 'requirements',
  file: 'requirements.txt',
  text: `# what the function needs
-r base.txt
-c constraints.txt
--index-url https://pypi.org/simple
Requests[socks]==2.31.0 ; python_version >= "3.8"
boto3>=1.34,<2  # any
six
urllib3
pydantic==2.5.0 \\
    --hash=sha256:58cd2187c01e70e6e26505bca751777aa9f2ee0b7f4300988b709f44e013003f
fork @ git+https://github.com/o/fork@main
flask (==3.0.0)
`,
  beside: { 'base.txt': 'attrs==23.1.0\n-r requirements.txt\n', 'constraints.txt': 'urllib3==2.0.7\nunused==1.0\n' },
  packages: [
    { name: 'attrs', version: '23.1.0', line: 1, is: ['direct'] },
    { name: 'requests', version: '2.31.0', line: 5, is: ['direct'] },
    { name: 'boto3', version: null, line: 6, is: ['direct'] },
    { name: 'six', version: null, line: 7, is: ['direct'] },
    { name: 'urllib3', version: '2.0.7', line: 8, is: ['direct'] },
    { name: 'pydantic', version: '2.5.0', line: 9, is: ['direct'] },
    { name: 'fork', version: null, line: 11, is: ['direct'], source: 'git' },
    { name: 'flask', version: '3.0.0', line: 12, is: ['direct'] },
  ],
  hostileNames: 'proto-x==1.0\nconstructor==1.0\n__proto__==1.0\n',
};

const pyproject: Sample = {
  reader: 'pyproject',
  file: 'pyproject.toml',
  text: `[project]
name = "orders"
dependencies = [
  "requests==2.31.0",
  "boto3 >=1.34,<2 ; python_version >= '3.9'",
]

[project.optional-dependencies]
socks = ["PySocks>=1.5"]

[dependency-groups]
test = ["pytest>=8", { include-group = "lint" }]
lint = ["ruff"]

[tool.poetry.dependencies]
python = "^3.12"
httpx = "^0.27"
fork = { git = "https://github.com/o/fork", branch = "main" }

[tool.poetry.group.dev.dependencies]
mypy = { version = "1.8.0", optional = true }
`,
  packages: [
    { name: 'requests', version: '2.31.0', line: 4, is: ['direct'] },
    { name: 'boto3', version: null, line: 5, is: ['direct'] },
    { name: 'pysocks', version: null, line: 9, is: ['direct', 'optional'] },
    { name: 'pytest', version: null, line: 12, is: ['direct', 'dev'] },
    { name: 'ruff', version: null, line: 13, is: ['direct', 'dev'] },
    { name: 'httpx', version: null, line: 17, is: ['direct'] },
    { name: 'fork', version: null, line: 18, is: ['direct'], source: 'git' },
    { name: 'mypy', version: '1.8.0', line: 21, is: ['direct', 'dev', 'optional'] },
  ],
  hostileNames: '[project]\ndependencies = ["proto__", "constructor"]\n[tool.poetry.dependencies]\n__proto__ = "1"\n',
};

const pipfile: Sample = {
  reader: 'pipfile-lock',
  file: 'Pipfile.lock',
  text: `{
    "_meta": { "pipfile-spec": 6 },
    "default": {
        "certifi": { "hashes": ["sha256:1"], "version": "==2023.7.22" },
        "fork": { "git": "https://github.com/o/fork", "ref": "${COMMIT}" },
        "requests": { "hashes": ["sha256:1"], "index": "pypi", "version": "==2.31.0" }
    },
    "develop": {
        "certifi": { "hashes": ["sha256:1"], "version": "==2023.7.22" },
        "pytest": { "hashes": ["sha256:1"], "index": "pypi", "version": "==8.0.0" }
    },
    "pages": {
        "sphinx": { "hashes": ["sha256:1"], "index": "pypi", "version": "==7.2.0" }
    }
}
`,
  packages: [
    { name: 'certifi', version: '2023.7.22', line: 4 },
    { name: 'fork', version: null, line: 5, is: ['direct'], source: 'git' },
    { name: 'requests', version: '2.31.0', line: 6, is: ['direct'] },
    { name: 'pytest', version: '8.0.0', line: 10, is: ['direct', 'dev'] },
    { name: 'sphinx', version: '7.2.0', line: 13, is: ['direct', 'dev'] },
  ],
  hostileNames:
    '{"default":{"proto__":{"version":"==1.0"},"__proto__":{"version":"==1.0"},"constructor":{"version":"==1.0"}}}',
  clearFrom: '{',
};

const poetry: Sample = {
  reader: 'poetry-lock',
  file: 'poetry.lock',
  text: `[[package]]
name = "Certifi"
version = "2023.7.22"
description = """
name = "not-this"
"""
optional = false
groups = ["main", "dev"]
${FILES}

[[package]]
name = "fork"
version = "0.2.0"
optional = false
groups = ["main"]
files = []

[package.source]
type = "git"
url = "https://github.com/o/fork"
reference = "main"
resolved_reference = "${COMMIT}"

[[package]]
name = "pytest"
version = "8.0.0"
optional = false
groups = ["dev"]
${FILES}

[package.dependencies]
certifi = "*"

[[package]]
name = "redis"
version = "5.2.1"
optional = true
groups = ["main"]
${FILES}

[metadata]
lock-version = "2.1"
`,
  packages: [
    { name: 'certifi', version: '2023.7.22', line: 2 },
    { name: 'fork', version: '0.2.0', line: 12, is: ['direct'], source: 'git' },
    { name: 'pytest', version: '8.0.0', line: 25, is: ['direct', 'dev'] },
    { name: 'redis', version: '5.2.1', line: 35, is: ['direct', 'optional'] },
  ],
  hostileNames:
    '[[package]]\nname = "proto__"\nversion = "1"\n[package.dependencies]\n__proto__ = "*"\n\n[[package]]\nname = "constructor"\nversion = "1"\n',
};

const uv: Sample = {
  reader: 'uv-lock',
  file: 'uv.lock',
  text: `version = 1
requires-python = ">=3.10"

[[package]]
name = "certifi"
version = "2023.7.22"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "https://files.pythonhosted.org/certifi.whl", hash = "sha256:1", size = 1 }]

[[package]]
name = "fork"
version = "0.2.0"
source = { git = "https://github.com/o/fork#${COMMIT}" }

[[package]]
name = "member"
version = "0.1.0"
source = { editable = "packages/member" }
dependencies = [{ name = "fork" }]

[[package]]
name = "orders"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "requests" }]

[package.dev-dependencies]
dev = [{ name = "pytest" }]

[[package]]
name = "pytest"
version = "8.0.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "certifi" }]
wheels = [{ url = "https://files.pythonhosted.org/pytest.whl", hash = "sha256:1", size = 1 }]

[[package]]
name = "requests"
version = "2.31.0"
source = { registry = "https://mirror.example/simple" }
dependencies = [{ name = "certifi" }]
`,
  packages: [
    { name: 'certifi', version: '2023.7.22', line: 5 },
    { name: 'fork', version: '0.2.0', line: 11, is: ['direct'], source: 'git' },
    { name: 'member', version: '0.1.0', line: 16, source: 'workspace' },
    { name: 'pytest', version: '8.0.0', line: 31, is: ['direct', 'dev'] },
    { name: 'requests', version: '2.31.0', line: 38, is: ['direct'], source: 'registry' },
  ],
  hostileNames:
    'version = 1\n[[package]]\nname = "proto__"\nversion = "1"\n__proto__ = { a = 1 }\n[[package]]\nname = "constructor"\nversion = "1"\n',
};

const pdm: Sample = {
  reader: 'pdm-lock',
  file: 'pdm.lock',
  text: `[metadata]
groups = ["default", "socks", "test"]
lock_version = "4.4.1"

[[package]]
name = "certifi"
version = "2023.7.22"
groups = ["default", "test"]
${FILES}

[[package]]
name = "fork"
version = "0.2.0"
git = "https://github.com/o/fork.git"
revision = "${COMMIT}"
groups = ["default"]
dependencies = ["certifi>=2020"]

[[package]]
name = "PySocks"
version = "1.7.1"
groups = ["socks"]
${FILES}

[[package]]
name = "pytest"
version = "8.0.0"
groups = ["test"]
${FILES}
`,
  beside: {
    'pyproject.toml':
      '[project]\ndependencies = ["fork"]\n[project.optional-dependencies]\nsocks = ["pysocks"]\n[tool.pdm.dev-dependencies]\ntest = ["pytest"]\n',
  },
  packages: [
    { name: 'certifi', version: '2023.7.22', line: 6 },
    { name: 'fork', version: '0.2.0', line: 12, is: ['direct'], source: 'git' },
    { name: 'pysocks', version: '1.7.1', line: 20, is: ['direct', 'optional'] },
    { name: 'pytest', version: '8.0.0', line: 26, is: ['direct', 'dev'] },
  ],
  hostileNames: '[[package]]\nname = "proto__"\nversion = "1"\n[[package]]\nname = "constructor"\nversion = "1"\n',
};

const pylock: Sample = {
  reader: 'pylock',
  file: 'pylock.toml',
  text: `lock-version = "1.0"
created-by = "uv"

[[packages]]
name = "certifi"
version = "2023.7.22"
index = "https://pypi.org/simple"

[[packages.wheels]]
name = "certifi-2023.7.22-py3-none-any.whl"

[packages.wheels.hashes]
sha256 = "58cd2187c01e70e6e26505bca751777aa9f2ee0b7f4300988b709f44e013003f"

[[packages]]
name = "fork"
version = "0.2.0"
vcs = { type = "git", url = "https://github.com/o/fork.git", commit-id = "${COMMIT}" }

[[packages]]
name = "orders"
directory = { path = ".", editable = true }
`,
  packages: [
    { name: 'certifi', version: '2023.7.22', line: 5, is: ['direct'] },
    { name: 'fork', version: '0.2.0', line: 16, is: ['direct'], source: 'git' },
  ],
  hostileNames:
    'lock-version = "1.0"\n[[packages]]\nname = "proto__"\nversion = "1"\n[[packages]]\nname = "constructor"\nversion = "1"\n',
  wrongVersion: 'lock-version = "7.0"\n',
};

export const pythonSamples: readonly Sample[] = [requirements, pyproject, pipfile, poetry, uv, pdm, pylock];
