// The zoomable map of places: MapLibre GL with outlines as its only source; no tiles, no fonts, no other host.
// Names and counts are HTML, so that no glyph server is needed. Where WebGL or the library is missing, the SVG below stays.

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--chart-${name}`).trim();

function webgl() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

function load(box) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = box.dataset.style;
  document.head.append(style);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = box.dataset.script;
    script.onload = () => resolve(window.maplibregl);
    script.onerror = reject;
    document.head.append(script);
  });
}

function paint() {
  return [
    { id: "sea", type: "background", paint: { "background-color": css("sea") } },
    { id: "land", type: "fill", source: "outlines", paint: { "fill-color": css("land") } },
    { id: "border", type: "line", source: "outlines", paint: { "line-color": css("border"), "line-width": 1 } },
  ];
}

// The bounds that hold every place, with air; a single place stands in its region.
function bounds(features) {
  const xs = features.map((one) => one.geometry.coordinates[0]);
  const ys = features.map((one) => one.geometry.coordinates[1]);
  const air = 4;
  return [
    [Math.max(Math.min(...xs) - air, -180), Math.max(Math.min(...ys) - air, -80)],
    [Math.min(Math.max(...xs) + air, 180), Math.min(Math.max(...ys) + air, 80)],
  ];
}

function spot({ properties }, most) {
  const link = document.createElement("a");
  link.className = `spot ${properties.precision}`;
  link.href = properties.url;
  const disc = document.createElement("b");
  const size = 14 + 32 * Math.sqrt(properties.meetings / Math.max(most, 30));
  Object.assign(disc.style, { width: `${size}px`, height: `${size}px` });
  disc.textContent = properties.meetings > 1 ? properties.meetings : "";
  const name = document.createElement("span");
  name.dir = "auto";
  name.textContent = properties.name;
  link.append(disc, name);
  return link;
}

// Names that would cover a disc or a more important name wait for a closer view.
function thin(spots) {
  const meets = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const discs = spots.map(({ link }) => link.querySelector("b").getBoundingClientRect());
  const shown = [];
  spots.forEach(({ link }, at) => {
    const name = link.querySelector("span");
    const box = name.getBoundingClientRect();
    const covers = shown.some((other) => meets(box, other)) || discs.some((disc, number) => number !== at && meets(box, disc));
    name.style.visibility = covers ? "hidden" : "visible";
    if (!covers) shown.push(box);
  });
}

async function draw(box) {
  if (!webgl()) return;
  const [library, outlines, places] = await Promise.all([
    load(box),
    fetch(box.dataset.outlines).then((answer) => answer.json()),
    fetch(box.dataset.places, { headers: { Accept: "application/json" } }).then((answer) => answer.json()),
  ]);
  if (!places.features.length) return;
  library.setWorkerUrl(box.dataset.worker);
  box.hidden = false;
  const map = new library.Map({
    container: box,
    style: { version: 8, sources: { outlines: { type: "geojson", data: outlines } }, layers: paint() },
    bounds: bounds(places.features),
    fitBoundsOptions: { padding: 40, maxZoom: 5 },
    maxZoom: 9,
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: false,
    cooperativeGestures: false,
    scrollZoom: true,
    locale: {
      "Map.Title": box.getAttribute("aria-label"),
      "NavigationControl.ZoomIn": box.dataset.in,
      "NavigationControl.ZoomOut": box.dataset.out,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), document.dir === "rtl" ? "top-left" : "top-right");
  const ordered = [...places.features].sort((one, other) => other.properties.meetings - one.properties.meetings);
  const most = ordered[0].properties.meetings;
  const spots = ordered.map((feature) => {
    const link = spot(feature, most);
    new library.Marker({ element: link, anchor: "top", offset: [0, -8] }).setLngLat(feature.geometry.coordinates).addTo(map);
    link.setAttribute("aria-label", `${feature.properties.name}: ${feature.properties.counted}`); // the library puts "Map marker" there
    return { link };
  });
  map.on("load", () => {
    document.querySelector(box.dataset.picture)?.setAttribute("hidden", "");
    thin(spots);
    box.dataset.ready = "";
  });
  map.on("moveend", () => thin(spots));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const layer of paint()) for (const [name, value] of Object.entries(layer.paint)) map.setPaintProperty(layer.id, name, value);
  });
}

for (const box of document.querySelectorAll("[data-map]")) {
  draw(box).catch(() => {
    box.hidden = true;
    document.querySelector(box.dataset.picture)?.removeAttribute("hidden");
  });
}
