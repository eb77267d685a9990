// What CPython itself says of the names of a file: its own compiler's tables of symbols.
// Source: https://docs.python.org/3/library/symtable.html
import { execFileSync } from "node:child_process";

const PROGRAM = `
import json, symtable, sys, warnings
warnings.simplefilter("ignore")

def globals_of(code):
    bound, used = set(), set()
    def walk(table, is_top):
        for symbol in table.get_symbols():
            if not is_top and not symbol.is_global():
                continue
            # A function called top is taken for the module by symtable.
            if not is_top and symbol.is_parameter():
                continue
            if symbol.is_assigned() or symbol.is_imported() or (is_top and symbol.is_annotated()):
                bound.add(symbol.get_name())
            if symbol.is_referenced():
                used.add(symbol.get_name())
        for child in table.get_children():
            walk(child, False)
    walk(symtable.symtable(code, "code", "exec"), True)
    # Wherever super stands symtable has a use of __class__ too.
    return sorted(used - bound - {"__class__"})

def answer(code):
    try:
        return globals_of(code)
    except (SyntaxError, ValueError):
        return None

json.dump([answer(code) for code in json.load(sys.stdin)], sys.stdout)
`;

/** The names that each text uses and its module does not bind; null for what is no Python. */
export function namesByCPython(codes: readonly string[]): readonly (readonly string[] | null)[] {
  const options = { input: JSON.stringify(codes), encoding: "utf8", maxBuffer: 1e8 } as const;
  return JSON.parse(execFileSync("python3", ["-c", PROGRAM], options)) as readonly (readonly string[] | null)[];
}
