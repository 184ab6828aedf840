"""Reads file names from stdin; prints, one JSON line each, what Python itself sees in them."""
import ast
import json
import symtable
import sys
import warnings

warnings.simplefilter("ignore")


COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}


class Reader(ast.NodeVisitor):
    def __init__(self, text):
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.future = set()
        self.seen = {"call": [], "list": [], "function": [], "class": [], "import": [], "string": [], "template": []}

    def at(self, node):
        return self.starts[node.lineno - 1] + node.col_offset

    def add(self, kind, node, *rest):
        self.seen[kind].append([self.at(node), *rest])

    def visit_Call(self, node):
        if not (isinstance(node.func, ast.Name) and node.func.id == "super"):
            spread = sum(isinstance(a, ast.Starred) for a in node.args) + sum(k.arg is None for k in node.keywords)
            self.add("call", node, len(node.args) + len(node.keywords), spread)
            self.generic_visit(node)

    def visit_List(self, node):
        if isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            self.add("list", node, len(node.elts), sum(isinstance(e, ast.Starred) for e in node.elts))
        self.generic_visit(node)

    visit_Set = visit_List

    def visit_function(self, node):
        args = node.args
        count = len(args.posonlyargs) + len(args.args) + len(args.kwonlyargs) + bool(args.vararg) + bool(args.kwarg)
        self.add("function", node, getattr(node, "name", None), count)
        for child in getattr(node, "decorator_list", []):
            self.visit(child)
        for child in [*args.defaults, *args.kw_defaults]:
            if child is not None:
                self.visit(child)
        for child in node.body if isinstance(node.body, list) else [node.body]:
            self.visit(child)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = visit_function

    def visit_ClassDef(self, node):
        self.add("class", node, node.name, len(node.bases))
        for child in [*node.decorator_list, *node.bases, *node.body]:
            self.visit(child)

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.visit(node.target)
            self.visit(node.value)

    def visit_Import(self, node):
        for name in node.names:
            self.seen["import"].append(name.name)

    def visit_ImportFrom(self, node):
        if node.module == "__future__":
            self.future.update(n.asname or n.name for n in node.names)
        else:
            self.seen["import"].append("." * node.level + (node.module or "") + " " + ",".join(sorted(n.name for n in node.names)))

    def visit_Expr(self, node):
        if not (isinstance(node.value, ast.Constant) and isinstance(node.value.value, (str, bytes))):
            self.visit(node.value)

    def visit_Constant(self, node):
        if isinstance(node.value, str):
            self.add("string", node, node.value)

    def visit_JoinedStr(self, node):
        text = ""
        for part in node.values:
            value = part.value
            if isinstance(part, ast.Constant):
                text += value
            elif isinstance(value, ast.Constant) and isinstance(value.value, str) and part.conversion == -1 and not part.format_spec:
                text += value.value
            else:
                self.visit(value)
                for inner in getattr(part.format_spec, "values", []):
                    if isinstance(inner, ast.FormattedValue):
                        self.visit(inner.value)
        self.add("template", node, text)


def locals_of(table, found):
    if table.get_type() in ("function", "module") and table.get_name() not in COMPREHENSIONS:
        names = [s.get_name() for s in table.get_symbols() if (s.is_local() or s.is_assigned() and table.get_type() == "module") and not s.is_parameter()]
        if table.get_name() != "lambda":
            name = None if table.get_type() == "module" else table.get_name()
            found.append([table.get_lineno(), name, sorted(n for n in names if n != ".0")])
    for child in table.get_children():
        locals_of(child, found)
    return found


for line in sys.stdin:
    path = line.strip()
    try:
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        tree = ast.parse(text)
        reader = Reader(text)
        reader.visit(tree)
        answer = {"ok": True, **reader.seen, "future": sorted(reader.future), "locals": locals_of(symtable.symtable(text, path, "exec"), [])}
    except (SyntaxError, ValueError, RecursionError, UnicodeError) as error:
        answer = {"ok": False, "why": str(error)}
    print(json.dumps({"path": path, **answer}), flush=True)
