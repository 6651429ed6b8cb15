// Offers searches while somebody types, by the combobox pattern of the ARIA practices guide.
// Without this script the box is a plain one, and everything else works the same.

const box = document.querySelector("input[data-suggest]");
const list = document.createElement("ul");
let chosen = -1;
let asked = new AbortController();

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function choose(place) {
  chosen = place;
  [...list.children].forEach((item, at) => set(item, { "aria-selected": at === place }));
  set(box, { "aria-activedescendant": place < 0 ? "" : list.children[place].id });
}

function show(isShown) {
  list.hidden = !isShown;
  set(box, { "aria-expanded": isShown });
  choose(-1);
}

function option({ label, kind, count, href }, place) {
  const item = set(document.createElement("li"), { id: `suggestion-${place}`, role: "option", "data-href": href });
  item.appendChild(document.createElement("bdi")).append(label);
  item.appendChild(document.createElement("small")).append(`${kind}, ${count.toLocaleString("en")}`);
  return item;
}

async function suggest() {
  asked.abort();
  asked = new AbortController();
  const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(box.value)}`, { signal: asked.signal });
  list.replaceChildren(...((await answer.json()).suggestions ?? []).map(option));
  show(list.children.length > 0 && document.activeElement === box);
}

function steer(event) {
  const places = list.children.length + 1;
  if (list.hidden) return;
  if (event.key === "Escape") show(false);
  else if (event.key === "ArrowDown") choose(((chosen + 2) % places) - 1);
  else if (event.key === "ArrowUp") choose(((chosen + places) % places) - 1);
  else if (event.key === "Enter" && chosen >= 0) location.href = list.children[chosen].dataset.href;
  else return;
  event.preventDefault();
}

if (box) {
  set(list, { id: "suggestions", role: "listbox", "aria-label": "Suggested searches", hidden: "" });
  set(box, { role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggestions", "aria-expanded": false });
  box.after(list);
  box.addEventListener("input", () => suggest().catch((error) => error.name === "AbortError" || show(false)));
  box.addEventListener("keydown", steer);
  box.addEventListener("blur", () => show(false));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => (location.href = target.closest("li").dataset.href));
}
