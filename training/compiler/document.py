"""stub"""

from training.domain.diagnostics import Compiled
from training.domain.document import Kind
from training.domain.shape import Document


def compile_document(kind: Kind, source: str) -> Compiled[Document]: ...
