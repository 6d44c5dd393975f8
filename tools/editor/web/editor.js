// The editor's page. Sveltia works on a folder inside the browser, which is filled anew from the
// project each time; whatever it writes there is written in the project first, or refused.
import { createFormat, deriveId } from "./format.js"
import { parse } from "./vendor/yaml/index.js"

const FOLDER = "sveltia-cms-test" // where Sveltia's backend for tests has its files
const RICH_TEXT = { // without what is written otherwise than authors do
  widget: "richtext",
  use_emoji_autocomplete: false,
  buttons: ["bold", "italic", "code", "link", "heading-two", "heading-three", "bulleted-list", "numbered-list"]
}
const RELOAD_DELAY = 1000 // milliseconds, in which Sveltia finishes saving
const STEP = 100 // milliseconds between looks for a field that Sveltia has yet to show
const KEPT = 8 // looks in which it has the focus, before it is there to stay
const MAX_STEPS = 100
const CONTROL = ":is(input, textarea, [contenteditable='true'], [tabindex='0'])" // of a field
const SAVE = '#nc-root .toolbar.primary button.primary[aria-keyshortcuts$="+S"]'
const find = id => document.getElementById(id)
const isDirty = () => document.querySelector(SAVE)?.disabled === false
const getAddress = url => new URL(url).hash.split("?")[0] // of what is open, without its field
const getCollection = url => /^#\/collections\/([^/]+)\/entries\/./.exec(getAddress(url))?.[1]
let isLeaving = false // by our own doing, after which nobody is asked
let words = {}

/** Show a message in the bar: its first sentence, and the others folded. */
function say(text) {
  const [first, ...others] = text.split(/(?<=[.!?])\s+|\n/)
  find("bar-status").replaceChildren(first)
  if (!others.length) return
  const [details, summary, more] = ["details", "summary", "p"].map(name => document.createElement(name))
  summary.textContent = words.more
  more.textContent = others.join("\n")
  details.append(summary, more)
  find("bar-status").append(" ", details)
}

/** Load the editor anew, so that Sveltia reads all files again; the promise is never kept. */
function reload(message, hash = location.hash) {
  isLeaving = true
  sessionStorage.setItem("message", message)
  history.replaceState(null, "", hash)
  location.reload()
  return new Promise(() => {})
}

/** Ask before what is not saved is lost: on the way to another page, and out of the editor. */
function guardChanges() {
  addEventListener("hashchange", event => {
    if (getAddress(event.oldURL) === getAddress(event.newURL) || !isDirty() || confirm(words.leave)) return
    event.stopImmediatePropagation()
    history.replaceState(history.state, "", event.oldURL)
  })
  addEventListener("beforeunload", event => { if (isDirty() && !isLeaving) event.preventDefault() })
}

/** Return what the server answers; throw an error with its message when it refuses. */
async function ask(path, options) {
  const answer = await fetch(path, options)
  const data = await answer.json()
  if (!answer.ok) throw new Error(data.message)
  return data
}

/** Return the folder at a path below another, and make it when it is not there. */
async function openFolder(root, path) {
  let folder = root
  for (const name of path) folder = await folder.getDirectoryHandle(name, { create: true })
  return folder
}

/** Fill the folder inside the browser; return its handle. */
async function fillFolder(files) {
  const storage = await navigator.storage.getDirectory()
  await storage.removeEntry(FOLDER, { recursive: true }).catch(() => {})
  const root = await storage.getDirectoryHandle(FOLDER, { create: true })
  for (const [path, file] of Object.entries(files)) {
    const parts = path.split("/")
    const folder = await openFolder(root, parts.slice(0, -1))
    const handle = await folder.getFileHandle(parts.at(-1), { create: true })
    const writer = await handle.createWritable()
    await writer.write(file.text ??
      Uint8Array.from(atob(file.base64), letter => letter.charCodeAt(0)))
    await writer.close()
  }
  return root
}

/** Let every write into the folder go to the project first, and every removal. */
function writeThrough(root, session, saved) {
  delete FileSystemFileHandle.prototype.move // or Sveltia would write under another name first
  const open = FileSystemFileHandle.prototype.createWritable
  FileSystemFileHandle.prototype.createWritable = async function (...options) {
    const path = (await root.resolve(this))?.join("/")
    const writer = await open.apply(this, options)
    return {
      async write(data) {
        const answer = await ask(`files/${encodeURIComponent(path)}`, {
          method: "PUT",
          headers: { "X-Known": session.files[path]?.digest ?? "" },
          body: data
        }).catch(error => {
          say(error.message)
          throw error
        })
        session.files[path] = { ...session.files[path], ...answer }
        await writer.write(data)
        saved(path)
      },
      close: () => writer.close()
    }
  }
  const remove = FileSystemDirectoryHandle.prototype.removeEntry
  FileSystemDirectoryHandle.prototype.removeEntry = async function (name) {
    const path = [...await root.resolve(this), name].join("/")
    const headers = { "X-Known": session.files[path]?.digest ?? "" }
    await ask(`files/${encodeURIComponent(path)}`, { method: "DELETE", headers })
    delete session.files[path]
    await remove.call(this, name)
    say(words.removed.replace("{file}", path))
  }
}

/** Return the address of the page of a file; of a data file, of the page that shows what is in it. */
function findPage(session, path) {
  const [, name] = /\/([^/]+)\.yml$/.exec(path) ?? []
  const page = name ? Object.keys(session.pages)
    .find(one => session.files[one].text?.includes(`{{ ${name}() }}`)) : path
  return session.pages[page]
}

/** Show the page of a file in the preview. */
function showPage(session, path) {
  const url = findPage(session, path)
  if (url === undefined) return
  session.shown = path
  // As `src` it would be a step of its own on the way back.
  find("view").contentWindow.location.replace(session.preview + url)
}

/** Return the file that is open in the editor, by the address of the page. */
function findOpenFile(session) {
  const [, name, entry] = /^#\/collections\/([^/]+)\/entries\/([^?]+)/.exec(location.hash) ?? []
  const collection = session.forms.collections.find(one => one.name === name)
  return collection?.files.find(one => one.name === decodeURIComponent(entry))
}

/** Show the page that is open in the preview, and what can be done with it. */
function followEditor(session) {
  const { file, label } = findOpenFile(session) ?? {}
  showPage(session, file)
  find("bar-title").textContent = label ?? session.title
  for (const name of ["page", "picture"]) find(`${name}-open`).hidden = !(file in session.pages)
  const [, folder, name] = /^(?:(.*)\/)?(.*)\.\w+$/.exec(file?.slice(session.docs.length + 1) ?? "") ?? []
  find("page-folder").value = folder ?? "."
  find("page-name").value = name ?? ""
}

/** Select a line of a text, not counting blank ones; return whether it is there yet. */
function selectLine(input, number) {
  const row = [...input.children].flatMap(one => one.matches("ul, ol") ? [...one.querySelectorAll("li")] : [one])[number - 1]
  if (row) getSelection().selectAllChildren(row)
  const [match] = input.value ? [...input.value.matchAll(/.*\S.*/g)].slice(number - 1) : []
  if (match) {
    input.setSelectionRange(match.index, match.index + match[0].length)
    input.blur()
    input.focus() // which brings the line into view
  }
  return Boolean(row ?? match)
}

/**
 * Show a field of the page that is open; `body.12` is a line of its text.
 *
 * Sveltia folds its items once more while it reads a page, so the field is looked for until it keeps
 * the focus, or until somebody does something else.
 */
async function showField(place) {
  const [, keyPath, line] = /^(body)\.(\d+)$/.exec(place) ?? ["", place]
  const paths = keyPath.split(".").map((_, index, keys) => keys.slice(0, index + 1).join("."))
  const payload = { locale: "_default", keyPath }
  const search = new AbortController()
  for (const type of ["keydown", "pointerdown"]) {
    addEventListener(type, () => search.abort(), { capture: true, signal: search.signal })
  }
  let isSelected = !line
  for (let step = 0, kept = 0; step < MAX_STEPS && kept < KEPT && !search.signal.aborted; step++) {
    if (!kept) window.postMessage({ type: "highlight-editor-field", payload }, location.origin) // unfolds it
    await new Promise(done => setTimeout(done, STEP))
    const [shown, path] = paths.map(path => [document.querySelector( // an item has no element itself
      `[data-key-path="${CSS.escape(path)}"], [data-key-path^="${CSS.escape(path)}."]`), path])
      .findLast(([element]) => element) ?? []
    const around = shown?.dataset.keyPath === path ? shown : shown?.parentElement
    const waiting = path !== keyPath && around?.querySelector(".placeholder") // until it is in sight
    const [control] = path === keyPath
      ? [...shown.querySelectorAll(`.field-wrapper ${CONTROL}`), ...shown.querySelectorAll("button")]
        .filter(one => one.checkVisibility())
      : []
    kept = isSelected && control && control === document.activeElement ? kept + 1 : 0
    if (kept || search.signal.aborted) continue
    ;(waiting || shown)?.scrollIntoView({ block: "nearest" })
    control?.focus()
    if (line && control) isSelected = selectLine(control, Number(line))
  }
  search.abort()
}

/** Follow an address with a field, in the page that is open or in another one. */
function followField(event) {
  const [address, query] = location.hash.split("?")
  const place = new URLSearchParams(query).get("field")
  if (!place) {
    const [former, collection] = event ? [event.oldURL, event.newURL].map(getCollection) : []
    if (collection && former === collection) reload("") // where Sveltia shows no form
    return
  }
  history.replaceState(history.state, "", address)
  if (event && new URL(event.oldURL).hash === address) event.stopImmediatePropagation() // it stays open
  showField(place)
}

/**
 * Keep a form where it is: in Sveltia each block of a text takes the focus when it is first shown.
 *
 * A block that somebody adds does take it.
 */
function stayInPlace() {
  let isOpening = true
  for (const type of ["keydown", "pointerdown"]) addEventListener(type, () => { isOpening = false }, true)
  addEventListener("hashchange", () => { isOpening = true })
  const { focus } = HTMLElement.prototype
  HTMLElement.prototype.focus = function (...options) {
    if (!isOpening || !this.matches(".component.block")) focus.apply(this, options)
  }
}

/** Let a button open a dialog, and its form call `submit`; what goes wrong is told there. */
function prepareDialog(name, submit) {
  const dialog = find(name)
  find(`${name}-open`).addEventListener("click", () => {
    if (name !== "picture" && isDirty()) say(words.save_first)
    else dialog.showModal()
  })
  find(`${name}-stop`).addEventListener("click", () => dialog.close())
  dialog.querySelector("form").addEventListener("submit", async event => {
    event.preventDefault()
    find(`${name}-error`).textContent = ""
    const { submitter: button } = event
    const label = button.textContent
    Object.assign(button, { disabled: true, textContent: words.busy })
    await submit(button.value).catch(error => { find(`${name}-error`).textContent = error.message })
    Object.assign(button, { disabled: false, textContent: label })
  })
}

/** Make a page, and open it. */
async function makePage() {
  const kind = find("new-kind").value
  const body = JSON.stringify({ kind, title: find("new-name").value })
  const { id, messages } = await ask("pages", { method: "POST", body })
  return reload(messages.join(" "), `#/collections/${kind}/entries/${id}`)
}

/** Ask whether the page that is open is to go, with what goes along. */
async function askRemoval(session) {
  const body = JSON.stringify({ file: findOpenFile(session).file, successor: find("page-successor").value })
  find("page-error").textContent = ""
  const { confirm, messages } = await ask("pages/remove", { method: "POST", body })
  find("page-sure").textContent = messages.join(" ")
  find("page-remove").dataset.confirm = confirm
  find("page-sure-part").hidden = false
  find("page-remove").focus()
}

/** Move or remove the page that is open. */
async function changePage(session, action) {
  const values = action === "move" ? { folder: find("page-folder").value, name: find("page-name").value } :
    { successor: find("page-successor").value, confirmed: find("page-remove").dataset.confirm }
  const body = JSON.stringify({ file: findOpenFile(session).file, ...values })
  const { confirm, messages } = await ask(`pages/${action}`, { method: "POST", body })
  if (confirm) return askRemoval(session) // something else changed meanwhile
  return reload(messages.join("\n"), action === "remove" ? location.hash.split("/entries/")[0] : location.hash)
}

/** Add a line at the end of the text that is open, as a paragraph. */
async function appendLine(line) {
  await showField("body")
  const body = document.querySelector('[data-key-path="body"]')
  const [toggle] = [...body.querySelectorAll('button[aria-pressed="false"]')]
    .filter(button => button.textContent.trim() === "markdown") // the name of its icon
  toggle?.click()
  for (let step = 0; step < MAX_STEPS; step++) {
    const input = [...body.querySelectorAll("textarea")].find(one => one.checkVisibility())
    if (input) {
      input.focus()
      input.setRangeText(`\n\n${line}\n`, input.value.trimEnd().length, input.value.length, "end")
      input.dispatchEvent(new InputEvent("input", { bubbles: true }))
      return
    }
    await new Promise(done => setTimeout(done, STEP))
  }
}

/** Add a picture to the project, and to the text of the page that is open. */
async function addPicture(session) {
  const [file] = find("picture-file").files
  const folder = session.forms.media_folder
  const ending = file.name.slice(file.name.lastIndexOf(".")).toLowerCase()
  const shows = find("picture-text").value.trim().replace(/[[\]]/g, "")
  const taken = new Set(Object.keys(session.files).filter(path => path.startsWith(`${folder}/`))
    .map(path => path.slice(folder.length + 1).replace(/\.[^.]*$/, "")))
  const path = `${folder}/${deriveId(shows, taken)}${ending}`
  session.files[path] = await ask(`files/${encodeURIComponent(path)}`, { method: "PUT", body: file })
  session.isStale = true
  const above = folder.split("/").length - 2 // the folders around that of the pages
  const depth = findOpenFile(session).file.split("/").length - above - 1
  const target = "../".repeat(Math.max(0, depth)) + path.split("/").slice(above).join("/")
  find("picture").close()
  find("picture").querySelector("form").reset()
  await appendLine(`![${shows}](${target})`)
  say(words.picture_done)
}

/** Make the bar and its dialogs work. */
function prepareBar(session) {
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = words[element.dataset.word]
  }
  const [view, toggle] = [find("view"), find("view-toggle")]
  const showView = isShown => {
    view.hidden = !isShown
    toggle.textContent = isShown ? words.view_hide : words.view_show
  }
  view.title = words.view_frame
  showView(matchMedia("(min-width: 60rem)").matches) // where there is place for both
  toggle.addEventListener("click", () => showView(view.hidden))
  find("bar").hidden = false
  for (const kind of session.kinds) find("new-kind").append(new Option(kind.label, kind.name))
  find("new-open").hidden = !session.kinds.length
  prepareDialog("new", makePage)
  prepareDialog("page", action => changePage(session, action))
  find("page-ask").addEventListener("click", () => askRemoval(session)
    .catch(error => { find("page-error").textContent = error.message }))
  for (const [name, type] of [["page-successor", "change"], ["page", "close"]]) {
    find(name).addEventListener(type, () => { find("page-sure-part").hidden = true })
  }
  for (const { name, label } of session.folders) find("page-folder").append(new Option(label, name))
  for (const { files } of session.forms.collections) {
    for (const { file, name, label } of files) {
      if (file in session.pages) find("page-successor").append(new Option(label, name))
    }
  }
  prepareDialog("picture", () => addPicture(session))
  say(sessionStorage.getItem("message") ?? "")
  sessionStorage.removeItem("message")
  addEventListener("input", () => say("")) // "saved" is no longer true
  addEventListener("click", event => { if (event.target.closest(SAVE)) say("") }, true)
}

/** Return the names of what calls of macros point at: sources, words and pages, by their ids. */
function findNames(session) {
  const pages = session.forms.collections.flatMap(({ files }) => files)
    .filter(({ file }) => file in session.pages)
  const read = name => {
    const rows = parse(session.files[`${session.docs}/_data/${name}.yml`]?.text ?? "") ?? []
    return new Map(rows.map(({ id, short, term }) => [id, short ?? term]))
  }
  return {
    cite: read("sources"),
    term: read("glossary"),
    ref: new Map(pages.map(({ name, label }) => [name, label]))
  }
}

/** Tell what a macro shows, when the cursor is in a call of it. */
function explainCalls(session) {
  const said = new Map(session.macros.map(({ name, says }) => [name, says]))
  const names = findNames(session)
  document.addEventListener("selectionchange", () => {
    const { activeElement: input } = document
    const { focusNode, focusOffset } = getSelection()
    const [text, at] = input.tagName === "TEXTAREA" ? [input.value, input.selectionStart] : [focusNode?.data ?? "", focusOffset]
    const [, name, id] = [...text.matchAll(/\{\{\s*(\w+)\(\s*(?:"([^"#]*))?.*?\}\}/g)]
      .find(({ index, 0: { length } }) => index <= at && at <= index + length) ?? []
    const which = names[name]?.get(id)
    if (said.has(name)) say(`${name}: ${said.get(name)}${which ? ` – ${which}` : ""}`)
  })
}

const capitalise = text => text[0].toUpperCase() + text.slice(1)

/** Show calls of macros that stand alone as blocks, which say what readers get there. */
function registerMacros(CMS, session) {
  for (const { name, says, choices } of session.macros.filter(macro => macro.is_block)) {
    const field = { name: "argument", label: words.macro_argument, required: true,
      ...choices?.length ? { widget: "select", options: choices } : { widget: "string" } }
    CMS.registerEditorComponent({
      id: name,
      label: capitalise(says.split(/[,;:]/)[0]),
      collapsed: true,
      fields: choices ? [field] : [],
      pattern: new RegExp(`^\\{\\{ ${name}\\(${choices ? '"(?<argument>[^"\\\\\n]*)"' : ""}\\) \\}\\}$`, "m"),
      fromBlock: match => ({ ...match.groups }),
      toBlock: ({ argument }) => `{{ ${name}(${choices ? `"${argument ?? ""}"` : ""}) }}`,
      toPreview: () => says
    })
  }
}

/** Sign in by itself, in the language of the publication, and stay in a page after saving. */
function prepareSveltia(session) {
  localStorage.setItem("sveltia-cms.user", JSON.stringify({ backendName: "test-repo" }))
  const known = JSON.parse(localStorage.getItem("sveltia-cms.prefs") ?? "{}")
  const locale = session.language === "en" ? "en-US" : session.language
  const prefs = { closeOnSave: false, closeWithEscape: false, ...known, locale }
  localStorage.setItem("sveltia-cms.prefs", JSON.stringify(prefs))
}

/** Return the collections as Sveltia wants them: fields in each file, without what formats read. */
function prepareCollections({ forms: { collections }, macros }) {
  const blocks = macros.filter(macro => macro.is_block).map(macro => macro.name)
  const trim = value => {
    if (Array.isArray(value)) return value.map(trim)
    if (typeof value !== "object" || value === null) return value
    const entries = Object.entries(value).filter(([key]) => !key.startsWith("_"))
    return Object.fromEntries(entries.map(([key, one]) => [key, trim(one)]))
  }
  const richText = { ...RICH_TEXT, editor_components: blocks }
  const enrich = fields => fields.map(field => field.name === "body" ? { ...field, ...richText } : field)
  return trim(collections.map(({ fields, ...rest }) => ({ ...rest, files: rest.files.map(file => {
    const own = file.fields ?? fields
    return { ...file, fields: file._rich ? enrich(own) : own }
  }) })))
}

/** Register the formats of all files: one for the pages of a kind, and for each data file. */
function registerFormats(CMS, session) {
  for (const { fields, files } of session.forms.collections) {
    const rich = new Set(files.filter(file => file._rich)
      .map(({ file }) => session.files[file].text.replaceAll("\r\n", "\n").trim()))
    const formats = new Map(files.map(file => [file.format, file.fields ?? fields]))
    for (const [name, own] of formats) {
      const ending = name.endsWith("-frontmatter") ? "md" : "yml"
      CMS.registerCustomFormat(name, ending, createFormat(own, session.taken[name], () => {
        session.isStale = true
      }, text => rich.has(text.trim())))
    }
  }
}

async function start() {
  const session = await ask("session")
  words = session.words
  document.documentElement.lang = session.language
  document.title = words.title.replace("{name}", session.title)
  prepareBar(session)
  explainCalls(session)
  prepareSveltia(session)
  const root = await fillFolder(session.files)
  let field = "" // where somebody wrote last; Sveltia itself moves the focus to buttons
  find("nc-root").addEventListener("focusin", event => {
    const control = event.target.closest(CONTROL)
    field = control?.closest("[data-key-path]")?.dataset.keyPath ?? field
  })
  writeThrough(root, session, path => {
    const message = words.saved.replace("{file}", path)
    say(message)
    if (path !== session.shown) showPage(session, path)
    if (session.isStale) { // new ids and pictures, which Sveltia knows only when it reads all again
      const hash = getAddress(location.href)
      setTimeout(() => isDirty() || reload(message, field ? `${hash}?field=${field}` : hash), RELOAD_DELAY)
    }
  })
  guardChanges() // before Sveltia hears of another address
  stayInPlace()
  addEventListener("hashchange", followField)
  followField()
  const { default: CMS } = await import("./vendor/sveltia/npm/index.js")
  registerFormats(CMS, session)
  registerMacros(CMS, session)
  addEventListener("hashchange", event => {
    if (getAddress(event.oldURL) === getAddress(event.newURL)) return
    field = ""
    say("")
    followEditor(session)
  })
  find("view").contentWindow.location.replace(session.preview)
  followEditor(session)
  await CMS.init({
    config: { ...session.forms, collections: prepareCollections(session) }
  })
}

start().catch(error => {
  const text = document.createElement("p")
  text.className = "failure"
  text.setAttribute("role", "alert")
  text.textContent = error.message
  document.body.append(text)
})
