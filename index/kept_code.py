"""Loading compiled loops from disk without what only the compiler needs.

numba keeps of each function its machine code and, for functions that are compiled later and
call it, its code in the compiler's own form. Reading the latter and listing its names takes
three quarters of the time it takes to load a function, and a process that compiles nothing has
no use for it. So it is read here only when another function is linked to it.

This reaches into numba, further than what it promises to keep. Where it is not as it was, all
is left as it is, and the first question takes some 50 ms more; a test tells.
"""

from __future__ import annotations

from typing import Any, Self

import llvmlite.binding as llvm
from numba.core.codegen import JITCodeLibrary, JITCPUCodegen

_State = tuple[str, str, Any]
"""The name of a library, how it is kept, and what is kept."""


class KeptLibrary(JITCodeLibrary):
    """The code of one function and what it calls; what was kept is linked to others on demand."""

    _for_linking: bytes | None = None

    @classmethod
    def _unserialize(cls, codegen: JITCPUCodegen, state: _State) -> Self:
        """The library that was kept."""
        name, kind, data = state
        if kind != "object":
            return super()._unserialize(codegen, state)  # type: ignore[no-any-return, no-untyped-call]
        library = codegen.create_library(name)  # type: ignore[no-untyped-call]
        code, library._for_linking = data
        library.enable_object_caching()
        library._set_compiled_object(code)
        library._finalize_final_module()
        return library  # type: ignore[no-any-return]

    def _get_module_for_linking(self) -> llvm.ModuleRef:
        """The code in the compiler's form."""
        if self._for_linking is not None:
            self._shared_module = llvm.parse_bitcode(self._for_linking)
            self._codegen._engine._load_defined_symbols(self._shared_module)  # type: ignore[no-untyped-call]
            self._for_linking = None
        return super()._get_module_for_linking()  # type: ignore[no-untyped-call]

    def get_pointer_to_function(self, name: str) -> int:
        """Where a function of this library stands in memory; 0 where there is none."""
        if self._for_linking is not None:
            return int(self._codegen._engine.get_function_address(name))
        return int(super().get_pointer_to_function(name))  # type: ignore[no-untyped-call]


def load_lazily(codegen: JITCPUCodegen) -> None:
    """Have libraries loaded so from now on, where numba is as it is expected to be."""
    needed = ("_unserialize", "_get_module_for_linking", "get_pointer_to_function")
    if all(hasattr(JITCodeLibrary, name) for name in needed):
        codegen._library_class = KeptLibrary
