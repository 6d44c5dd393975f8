"""Pictures as the site and the PDFs have them: turned, small enough, and without place and camera.

The originals in `docs/` stay as they are. A picture that needs nothing is published byte for byte;
of any other the result is kept in `build/cache/pictures`, so that it is made once. It depends on
the original and on Pillow alone.
"""

import io
from pathlib import Path

import PIL
from PIL import Image, ImageCms, ImageOps

from tools.model.reading.files import IMAGE_FORMATS
from tools.model.reading.images import is_animated, open_image
from tools.runtime.cache import Cache, checksum

MAX_SIDE_PX = 2000  # over both columns of an A4 (166 mm) at 300 dots per inch
JPEG_QUALITY = 85
CACHE_FOLDER = Path("build") / "cache" / "pictures"
PLAIN_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}  # of 8 bits at most, in colours of screens
# What Pillow tells of a file, besides EXIF, that may name a place, a person or a camera.
METADATA_KEYS = {"xmp", "XML:com.adobe.xmp", "photoshop", "comment"}
PNG_DEPTH_BYTE = 24  # of the file: the bits of a channel


class PictureStore:
    """The published pictures of a project, made when they are asked for."""

    def __init__(self, root: Path) -> None:
        recipe = checksum(Path(__file__).read_bytes()).decode()
        self.cache = Cache(root / CACHE_FOLDER, f"{PIL.__version__} {recipe}")

    def publish(self, path: Path, address: str) -> bytes:
        """Return a picture as the file that is published at an address in the site.

        Raises OSError for one that cannot be read.
        """
        original = path.read_bytes()
        with open_image(path) as image:
            if is_publishable(image, original):
                return original
            suffix = Path(address).suffix.lower()
            made_from = [suffix, checksum(original).decode()]
            data = self.cache.load("picture", made_from)
            if data is None:
                data = convert(image, suffix)
                self.cache.save("picture", made_from, data)
            return data


def is_picture(path: Path) -> bool:
    """Return whether a file has the name of a picture, other than a drawing."""
    return path.suffix.lower() in IMAGE_FORMATS


def is_publishable(image: Image.Image, original: bytes) -> bool:
    """Return whether a picture can be published as it is."""
    texts = getattr(image, "text", {}) if image.format == "PNG" else {}
    return (
        max(image.size) <= MAX_SIDE_PX
        and image.mode in PLAIN_MODES
        and not (image.format == "PNG" and original[PNG_DEPTH_BYTE] > 8)
        and image.format != "MPO"
        and not is_animated(image)
        and not image.getexif()
        and not METADATA_KEYS & image.info.keys()
        and not texts
        and "icc_profile" not in image.info
    )


def convert(image: Image.Image, suffix: str) -> bytes:
    """Return a picture as a file: upright, in sRGB of 8 bits, no larger than needed."""
    image.seek(0)
    if suffix in (".jpg", ".jpeg"):
        image.draft(None, (MAX_SIDE_PX, MAX_SIDE_PX))  # decodes less of a large one
    picture = to_screen_colours(ImageOps.exif_transpose(image))
    picture.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS)
    if suffix in (".jpg", ".jpeg") and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    picture.info = {}
    file = io.BytesIO()
    if suffix in (".jpg", ".jpeg"):
        picture.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    else:
        format_ = IMAGE_FORMATS[suffix]
        picture.save(file, format_, quality=JPEG_QUALITY, optimize=True)  # each takes what it knows
    return file.getvalue()


def to_screen_colours(image: Image.Image) -> Image.Image:
    """Return a picture in the colours of screens (sRGB), with 8 bits for each channel."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):  # Pillow would cut it off at 255
        image = image.point(lambda value: value / 256, "F").convert("L")
    has_alpha = image.mode in ("LA", "PA", "RGBA", "RGBa") or "transparency" in image.info
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if has_alpha else "RGB"
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # without a profile that can be read, its colours are those of a screen
    return image.convert("RGBA" if has_alpha else "L" if image.mode in ("1", "L") else "RGB")
