"""Asking for memory ahead of its use, so that a loop over scattered stretches need not wait.

A processor sees by itself that a loop goes through memory in order, but not that it will jump to
a place that a list of passages names. To wait for each takes longer than to look through it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.base import BaseContext
from numba.core.typing.context import BaseContext as TypingContext
from numba.core.typing.templates import Signature
from numba.extending import intrinsic
from numpy.typing import NDArray

Generator = Callable[[BaseContext, ir.IRBuilder, Signature, Sequence[ir.Value]], ir.Value]

_LOCALITY = 3
"""To be kept in every cache (LLVM Language Reference Manual, `llvm.prefetch`)."""


def _prefetch(
    _typing: TypingContext, array: types.Array, _place: types.Integer
) -> tuple[Signature, Generator]:
    """The instruction, as numba wants it described."""

    def generate(
        context: BaseContext, builder: ir.IRBuilder, signature: Signature, given: Sequence[ir.Value]
    ) -> ir.Value:
        make_array: Callable[..., Any] = context.make_array
        data = make_array(signature.args[0])(context, builder, given[0]).data
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        declare: Callable[..., ir.Function] = cgutils.get_or_insert_function
        address = builder.bitcast(builder.gep(data, [given[1]]), byte)
        function = declare(builder.module, kind, "llvm.prefetch.p0")
        builder.call(function, [address, number(0), number(_LOCALITY), number(1)])
        nothing: Callable[[], ir.Value] = context.get_dummy_value
        return nothing()

    return types.void(array, types.intp), generate


prefetch = cast(Callable[[NDArray[Any], int], None], intrinsic(_prefetch))
"""Fetch what is around a place of an array of one dimension; for compiled functions only."""
