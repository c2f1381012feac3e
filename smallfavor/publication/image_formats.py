"""How a picture stands in the running text: over the whole column, loaded only when it comes near.

Wagtail reads this module by its name. Not here: the picture on top of an article (templatetags/publication.py).
"""

from wagtail.images.formats import Format, register_image_format, unregister_image_format
from wagtail.images.models import AbstractImage


class ColumnWide(Format):
    def image_to_html(self, image: AbstractImage, alt_text: str, extra_attributes: dict[str, str] | None = None) -> str:
        lazily = {"loading": "lazy", "decoding": "async"}
        return str(super().image_to_html(image, alt_text, (extra_attributes or {}) | lazily))


for name in ("fullwidth", "left", "right"):
    unregister_image_format(name)
register_image_format(ColumnWide("fullwidth", "Column", "picture", "width-1216|format-webp"))
