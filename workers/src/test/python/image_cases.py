"""Writes the image cases that were added to ImageFileTest's by Pillow: python image_cases.py FOLDER

FOLDER holds photo-420.jpg. Pixels are open, convert('RGB'), resize(BILINEAR).
"""

import pathlib
import sys

from PIL import Image, ImageCms


def other_profile() -> bytes:
    """sRGB's profile with its red and blue primaries exchanged: nobody's colours."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {}
    for i in range(int.from_bytes(profile[128:132], "big")):
        at = 132 + 12 * i
        tags[bytes(profile[at : at + 4])] = at
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    profile[red + 4 : red + 12], profile[blue + 4 : blue + 12] = (
        profile[blue + 4 : blue + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)


def pixels(file: pathlib.Path, width: int, height: int) -> None:
    image = Image.open(file).convert("RGB").resize((width, height), Image.BILINEAR)
    file.with_name(f"{file.name}.{width}x{height}.rgb").write_bytes(image.tobytes())


folder = pathlib.Path(sys.argv[1])
photo = folder / "photo-420.jpg"
Image.open(photo).save(folder / "profile.jpg", quality=90, icc_profile=other_profile())
pixels(photo, 160, 101)
pixels(folder / "profile.jpg", 97, 61)
