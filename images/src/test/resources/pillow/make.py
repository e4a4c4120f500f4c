"""Writes this folder's images and, beside each, NAME.rgb: Pillow's open(NAME).convert("RGB").

    pip install pillow==13.0.0 numpy tifffile==2026.3.3 imagecodecs
    python make.py
"""
import struct
import zlib

import numpy as np
import tifffile
from PIL import Image, ImageCms

W, H = 19, 13
y, x = np.mgrid[0:H, 0:W]
rng = np.random.default_rng(7)
RGB = np.stack([x * 13 % 256, y * 19 % 256, (x * y * 3 + 40) % 256], 2).astype(np.uint8)
RGB[3:6, 4:9] = rng.integers(0, 256, (3, 5, 3))
GRAY = RGB[:, :, 2]
ALPHA = ((x * 29 + y * 7) % 256).astype(np.uint8)
FOUR = np.dstack([RGB, ALPHA])
WIDE = (RGB.astype(np.uint16) << 8) | rng.integers(0, 256, RGB.shape, dtype=np.uint16)
wrote = []  # in order


def keep(name, image, **how):
    image.save(name, **how)
    wrote.append(name)


def tiff(name, array, **how):
    tifffile.imwrite(name, array, metadata=None, **how)
    wrote.append(name)


def raw(name, content):
    with open(name, "wb") as out:
        out.write(content)
    wrote.append(name)


def turned(orientation):
    """EXIF with nothing but an orientation."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 274, 3, 1, orientation, 0, 0)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def packed(samples, bits):
    """Rows of samples, most significant first, each row filled up to a byte."""
    rows = []
    for row in samples.reshape(samples.shape[0], -1):
        if bits == 16:
            rows.append(row.astype(">u2").tobytes())
        else:
            spread = (row[:, None].astype(np.uint8) >> np.arange(bits - 1, -1, -1)) & 1
            rows.append(np.packbits(spread.reshape(-1)).tobytes())
    return rows


def png(name, samples, bits, colour, extra=b"", interlaced=False):
    passes = [(0, 0, 1, 1)]
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                  (1, 0, 2, 2), (0, 1, 1, 2)]
    lines = b""
    for x0, y0, dx, dy in passes:
        part = samples[y0::dy, x0::dx]
        if part.size:
            lines += b"".join(b"\0" + row for row in packed(part, bits))
    head = struct.pack(">IIBBBBB", W, H, bits, colour, 0, 0, int(interlaced))
    raw(name, b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra
        + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def bmp(name, bits, rows, palette=b"", compression=0, masks=b"", height=H, core=False):
    pixels = b"".join(r + b"\0" * (-len(r) % 4) if compression in (0, 3) else r for r in rows)
    if core:
        info = struct.pack("<IHHHH", 12, W, H, 1, bits)
    else:
        info = struct.pack("<IiiHHIIiiII", 40, W, height, 1, bits, compression, len(pixels),
                           2835, 2835, 0, 0)
    start = 14 + len(info) + len(masks) + len(palette)
    raw(name, b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start)
        + info + masks + palette + pixels)


# PNG
ramp = b"".join(bytes([i * 16 % 256, 255 - i, i * 7 % 256]) for i in range(256))
for bits in (1, 2, 4, 8):
    png(f"gray{bits}.png", GRAY >> (8 - bits), bits, 0)
    png(f"palette{bits}.png", GRAY >> (8 - bits), bits, 3, chunk(b"PLTE", ramp[: 3 << bits]))
png("gray-alpha8.png", np.dstack([GRAY, ALPHA]), 8, 4)
png("gray-alpha16.png", np.dstack([WIDE[:, :, 2], WIDE[:, :, 0]]), 16, 4)
png("rgb8.png", RGB, 8, 2)
png("rgb16.png", WIDE, 16, 2)
png("rgba8.png", FOUR, 8, 6)
png("rgba16.png", np.dstack([WIDE, WIDE[:, :, 0]]), 16, 6)
png("rgb8-interlaced.png", RGB, 8, 2, interlaced=True)
png("palette4-interlaced.png", GRAY >> 4, 4, 3, chunk(b"PLTE", ramp[:48]), interlaced=True)
png("transparent-colour.png", RGB, 8, 2, chunk(b"tRNS", struct.pack(">HHH", *RGB[0, 0])))
png("transparent-palette.png", GRAY >> 4, 4, 3, chunk(b"PLTE", ramp[:48]) + chunk(b"tRNS", b"\0\x80"))
png("exif8.png", RGB, 8, 2, chunk(b"eXIf", turned(8)))

# BMP: rows from the bottom up
up = slice(None, None, -1)
five = (RGB[up].astype(np.uint16) >> 3)
pack555 = (five[:, :, 0] << 10) | (five[:, :, 1] << 5) | five[:, :, 2]
six = RGB[up].astype(np.uint16)
pack565 = ((six[:, :, 0] >> 3) << 11) | ((six[:, :, 1] >> 2) << 5) | (six[:, :, 2] >> 3)
quads = b"".join(ramp[3 * i: 3 * i + 3] + b"\0" for i in range(256))
bmp("palette1.bmp", 1, packed(GRAY[up] >> 7, 1), quads[:8])
bmp("palette4.bmp", 4, packed(GRAY[up] >> 4, 4), quads[:64])
bmp("palette8.bmp", 8, packed(GRAY[up], 8), quads)
bmp("core8.bmp", 8, packed(GRAY[up], 8), ramp, core=True)
bmp("core24.bmp", 24, [r.tobytes() for r in RGB[up, :, ::-1]], core=True)
bmp("rgb555.bmp", 16, [r.astype("<u2").tobytes() for r in pack555])
bmp("rgb565.bmp", 16, [r.astype("<u2").tobytes() for r in pack565], compression=3,
    masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F))
bmp("rgb24.bmp", 24, [r.tobytes() for r in RGB[up, :, ::-1]])
bmp("top-down.bmp", 24, [r.tobytes() for r in RGB[:, :, ::-1]], height=-H)
bmp("rgb32.bmp", 32, [r.tobytes() for r in FOUR[up][:, :, [2, 1, 0, 3]]])
bmp("masks32.bmp", 32, [r.tobytes() for r in FOUR[up]], compression=3,
    masks=struct.pack("<III", 0xFF000000, 0xFF0000, 0xFF00))
keep("rgba.bmp", Image.fromarray(FOUR, "RGBA"))
keep("gray.bmp", Image.fromarray(GRAY))
keep("bilevel.bmp", Image.fromarray(GRAY > 99))
rle8 = []
for row in GRAY[up]:
    rle8.append(bytes([5, row[0]]) + bytes([0, 3]) + row[5:8].tobytes() + b"\0"
                + b"".join(bytes([1, v]) for v in row[8:]) + b"\0\0")
bmp("rle8.bmp", 8, rle8 + [b"\0\1"], quads, compression=1)
rle4 = []
for row in GRAY[up] >> 4:
    rle4.append(bytes([5, row[0] << 4 | row[1]]) + bytes([0, 3, row[5] << 4 | row[6], row[7] << 4])
                + bytes([11, row[8] << 4 | row[9]]) + b"\0\0")
bmp("rle4.bmp", 4, rle4 + [b"\0\1"], quads[:64], compression=2)
bmp("rle8-jump.bmp", 8, [b"\5\7\0\2\3\2\x0b\x63\0\0"] + rle8[3:] + [b"\0\1"], quads, compression=1)

# GIF
keep("rgb.gif", Image.fromarray(RGB).quantize(200))
keep("gray.gif", Image.fromarray(GRAY))
keep("interlaced.gif", Image.fromarray(GRAY), interlace=1)
keep("animated.gif", Image.fromarray(RGB).quantize(40), save_all=True,
     append_images=[Image.fromarray(RGB[::-1].copy()).quantize(30)])


def gif(name, extra, left, top):
    table = ramp[:48]
    with open("gray.gif", "rb") as whole:  # one of its frames, on a larger screen
        blocks = whole.read()
    image = blocks.index(b"\x2c", 13 + (3 << (blocks[10] & 7) + 1))
    raw(name, b"GIF89a" + struct.pack("<HHBBB", W + 9, H + 7, 0xF3, 2, 0) + table + extra
        + b"\x2c" + struct.pack("<HHHHB", left, top, W, H, 0x87) + ramp
        + blocks[image + 10:])


gif("small-frame.gif", b"", 4, 3)
gif("small-frame-transparent.gif", b"\x21\xf9\4\1\0\0\5\0", 4, 3)

# JPEG
cmyk = Image.fromarray(np.dstack([RGB, ALPHA // 2]), "CMYK")
keep("cmyk.jpg", cmyk, quality=95)
keep("cmyk-420-progressive.jpg", cmyk, quality=80, subsampling=2, progressive=True)
with open("cmyk.jpg", "rb") as whole:
    adobe = whole.read()
at = adobe.index(b"\xff\xee")
raw("ycck.jpg", adobe[: at + 15] + b"\2" + adobe[at + 16:])
raw("cmyk-no-adobe.jpg", adobe[:at] + adobe[at + 16:])
with open("cmyk-420-progressive.jpg", "rb") as whole:
    adobe = whole.read()
at = adobe.index(b"\xff\xee")
raw("ycck-420-progressive.jpg", adobe[: at + 15] + b"\2" + adobe[at + 16:])
keep("exif6.jpg", Image.fromarray(RGB), exif=b"Exif\0\0" + turned(6))
keep("gray.jpg", Image.fromarray(GRAY))
keep("kept-rgb.jpg", Image.fromarray(RGB), keep_rgb=True)

# WebP
keep("lossy.webp", Image.fromarray(RGB), quality=80)
keep("lossy-alpha.webp", Image.fromarray(FOUR, "RGBA"), quality=80)
keep("lossless.webp", Image.fromarray(RGB), lossless=True)
keep("lossless-alpha.webp", Image.fromarray(FOUR, "RGBA"), lossless=True, exact=True)
keep("exif3.webp", Image.fromarray(RGB), lossless=True, exif=turned(3))
keep("animated.webp", Image.fromarray(RGB), lossless=True, save_all=True,
     append_images=[Image.fromarray(RGB[::-1].copy())])
keep("animated-alpha.webp", Image.fromarray(FOUR, "RGBA"), quality=70, save_all=True,
     append_images=[Image.fromarray(FOUR[::-1].copy(), "RGBA")])

# TIFF
for compression in ("raw", "tiff_lzw", "packbits", "tiff_adobe_deflate", "tiff_deflate"):
    keep(f"rgb-{compression}.tif", Image.fromarray(RGB), compression=compression)
    keep(f"cmyk-{compression}.tif", cmyk, compression=compression)
for compression in ("raw", "group3", "group4", "tiff_ccitt", "tiff_lzw"):
    keep(f"bilevel-{compression}.tif", Image.fromarray(GRAY > 99), compression=compression)
keep("rgb-jpeg.tif", Image.fromarray(RGB), compression="jpeg")
keep("gray-jpeg.tif", Image.fromarray(GRAY), compression="jpeg")
keep("gray.tif", Image.fromarray(GRAY))
keep("palette.tif", Image.fromarray(RGB).quantize(100))
keep("rgba.tif", Image.fromarray(FOUR, "RGBA"))
keep("gray-alpha.tif", Image.fromarray(np.dstack([GRAY, ALPHA]), "LA"))
ints = (x * 40 - 100 + y).astype(np.int32)
keep("int32.tif", Image.fromarray(ints))
keep("int32-lzw.tif", Image.fromarray(ints), compression="tiff_lzw")
keep("float32.tif", Image.fromarray((ints / 3).astype(np.float32)))
for order in "<>":
    end = "ii" if order == "<" else "mm"
    tiff(f"rgb16-{end}.tif", WIDE, byteorder=order, photometric="rgb")
    tiff(f"rgba16-{end}.tif", np.dstack([WIDE, WIDE[:, :, 0]]), byteorder=order,
         photometric="rgb", extrasamples=["unassalpha"])
    tiff(f"cmyk16-{end}.tif", np.dstack([WIDE, WIDE[:, :, 0]]), byteorder=order,
         photometric="separated")
    tiff(f"int32-{end}.tif", ints, byteorder=order)
    tiff(f"int16-{end}.tif", ints.astype(np.int16), byteorder=order)
    tiff(f"float32-{end}.tif", (ints / 3).astype(np.float32), byteorder=order)
tiff("uint32.tif", (ints + 100).astype(np.uint32) * np.uint32(9))
tiff("miniswhite8.tif", GRAY, photometric="miniswhite")
tiff("predictor-lzw.tif", RGB, photometric="rgb", compression="lzw", predictor=2)
tiff("tiles.tif", np.tile(RGB, (3, 3, 1)), photometric="rgb", tile=(16, 16))
tiff("tiles-lzw.tif", np.tile(RGB, (3, 3, 1)), photometric="rgb", tile=(16, 16), compression="lzw")
tiff("planar.tif", RGB.transpose(2, 0, 1), photometric="rgb", planarconfig="separate")
tiff("planar-lzw.tif", RGB.transpose(2, 0, 1), photometric="rgb", planarconfig="separate",
     compression="lzw", rowsperstrip=4)
tiff("planar-cmyk.tif", np.dstack([RGB, ALPHA]).transpose(2, 0, 1), photometric="separated",
     planarconfig="separate")
tiff("strips.tif", RGB, photometric="rgb", rowsperstrip=4)
tiff("associated-alpha.tif", FOUR, photometric="rgb", extrasamples=["assocalpha"])
tiff("extra-unspecified.tif", FOUR, photometric="rgb", extrasamples=["unspecified"])
tiff("two-pages.tif", np.stack([GRAY, GRAY[::-1]]), photometric="minisblack")
tiff("turned6.tif", GRAY, photometric="minisblack", extratags=[(274, 3, 1, 6, True)])

keep("ycbcr.tif", Image.fromarray(RGB).convert("YCbCr"))
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
keep("profile.tif", Image.fromarray(RGB), icc_profile=profile)
keep("cmyk-profile.tif", cmyk, icc_profile=profile)
keep("profile.png", Image.fromarray(RGB), icc_profile=profile)
keep("profile.jpg", Image.fromarray(RGB), icc_profile=profile)
keep("cmyk-profile.jpg", cmyk, icc_profile=profile)
tiff("tiles-jpeg.tif", np.tile(RGB, (3, 3, 1)), photometric="ycbcr", tile=(32, 32), compression="jpeg")
tiff("bilevel-miniswhite.tif", GRAY > 99, photometric="miniswhite")
READ = list(wrote)

# What is refused
tiff("refused-predictor16.tif", WIDE, photometric="rgb", compression="zlib", predictor=2)
tiff("refused-float-predictor.tif", (ints / 3).astype(np.float32), compression="zlib", predictor=3)
tiff("refused-float-rgb.tif", RGB.astype(np.float32), photometric="rgb")
tiff("refused-double.tif", ints.astype(np.float64))
tiff("refused-lab.tif", RGB, photometric="cielab")
tiff("refused-big.tif", RGB, photometric="rgb", bigtiff=True)
keep("refused-cmyk-jpeg.tif", cmyk, compression="jpeg")
keep("refused-zstd.tif", Image.fromarray(RGB), compression="zstd")
keep("refused.ppm", Image.fromarray(RGB))
keep("refused.jp2", Image.fromarray(RGB))
keep("refused.avif", Image.fromarray(RGB))
keep("refused.ico", Image.fromarray(RGB))
keep("refused.tga", Image.fromarray(RGB))

for name in READ:
    with Image.open(name) as image:
        if name == "turned6.tif":
            pixels = np.dstack([GRAY] * 3)  # Pillow turns a TIFF; here the stored pixels count
        else:
            pixels = np.asarray(image.convert("RGB"))
    with open(name + ".rgb", "wb") as out:
        out.write(struct.pack(">HH", pixels.shape[1], pixels.shape[0]) + pixels.tobytes())
print(len(READ), "images")
