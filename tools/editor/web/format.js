// Reads and writes the files behind the forms. What a form did not change stays as it is written:
// comments, order, quotation marks, flow style, blank lines. The options of fields that begin with
// `_` are explained in tools/editor/forms.py.
import { isMap, isScalar, isSeq, parseDocument } from "./vendor/yaml/index.js"

const PAGE = /^---\n([\s\S]*?)^---[ \t]*(?:\n|$)([\s\S]*)$/m
const ORIGIN = "origin__" // goes through the editor unseen: which text an entry was read from
const MAX_ID_LENGTH = 48
const BODY = "body"

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value)
const isEmpty = value => value === undefined || value === null || value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0)

/** Return the words of a text as an id: small letters, digits and single hyphens. */
export function deriveId(words, taken) {
  const plain = words.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f’'ʼ]/g, "")
  const shorten = (text, most) => text.length <= most ? text :
    text.slice(0, most + 1).replace(/-[^-]*$/, "").slice(0, most)
  const base = shorten((plain.match(/[a-z0-9]+/g) ?? ["item"]).join("-"), MAX_ID_LENGTH)
  let id = base
  for (let number = 2; taken.has(id); number++) {
    const suffix = `-${number}`
    id = shorten(base, MAX_ID_LENGTH - suffix.length) + suffix
  }
  return id
}

/** Return a value of a file as its form shows it; undefined for what no form can show. */
function toForm(field, value) {
  if (field._entries && isObject(value)) {
    const { key, value: inner } = field._entries
    return Object.entries(value).map(([name, one]) =>
      ({ [key]: name, ...(inner ? { [inner]: one } : toForm({ fields: rest(field) }, one)) }))
  }
  if (field._cells) {
    const fits = row => Array.isArray(row) && row.length <= field.fields.length
    const read = row => row.map((cell, index) => [field.fields[index], cell])
      .filter(([, cell]) => cell !== null).map(([one, cell]) => [one.name, toForm(one, cell)])
    return Array.isArray(value) && value.every(fits) ?
      value.map(row => Object.fromEntries(read(row))) : undefined
  }
  if (field.fields && field.widget === "list") {
    const items = Array.isArray(value) ? value.map(item => toForm({ fields: field.fields }, item)) : [undefined]
    return items.includes(undefined) ? undefined : items
  }
  if (field.fields) {
    const whole = field._short && typeof value === "string" ? { [field._short]: value } : value
    const names = new Set(field.fields.map(one => one.name))
    if (!isObject(whole)) return undefined
    if (!field._ids && Object.keys(whole).some(name => !names.has(name))) return undefined
    const parts = field.fields.filter(one => one.name in whole || one.widget === "boolean")
      .map(one => [one.name, toForm(one, whole[one.name] ?? (one.widget === "boolean" ? false : null))])
    return parts.some(([name, part]) => part === undefined && whole[name] !== undefined) ?
      undefined : Object.fromEntries(parts)
  }
  if (field.multiple && typeof value === "string") return [value]
  if (field.field) return Array.isArray(value) ? value.map(one => toForm(field.field, one)) : undefined
  return field._number && typeof value === "number" ? String(value) : value
}

const rest = field => field.fields.slice(1)

/** Return a value of a form as a file has it, without what is empty. */
function toData(field, value) {
  if (isEmpty(value)) return undefined
  if (field._entries) {
    const { key, value: inner } = field._entries
    const entries = value.filter(row => !isEmpty(row?.[key])).map(row => [row[key],
      inner ? row[inner] : toData({ fields: rest(field) }, row)])
    return entries.length ? Object.fromEntries(entries) : undefined
  }
  if (field._cells) return value.map(row => toCells(field, row))
  if (field.widget === "list" && field.fields) {
    const items = value.map(item => toData({ fields: field.fields }, item)).filter(item => item)
    return items.length ? items : undefined
  }
  if (field.fields) {
    const parts = field.fields.map(one => [one.name, toData(one, value[one.name])])
    const there = parts.filter(([, part]) => part !== undefined)
    return there.some(([, part]) => part !== false) ? Object.fromEntries(there) : undefined
  }
  if (Array.isArray(value)) {
    const items = value.filter(item => !isEmpty(item)).map(item => toData(field.field ?? {}, item))
    return items.length ? items : undefined
  }
  if (field._number && value === String(Number(value))) return Number(value)
  return field.widget === "number" && typeof value === "string" ? Number(value) : value
}

/** Return a row of a form as a file has it: its cells in order, as far as anything is in them. */
function toCells(field, row) {
  const cells = Array.isArray(row) ? row : field.fields.map(one => row[one.name])
  return cells.slice(0, cells.findLastIndex(cell => !isEmpty(cell)) + 1)
    .map(cell => toData(field.fields[0], cell) ?? null)
}

/** Give a new node the style of one like it: flow or block, and quotation marks. */
function copyStyle(node, like) {
  if ((isMap(node) && isMap(like)) || (isSeq(node) && isSeq(like))) node.flow = like.flow
  if (isMap(node) && isMap(like)) {
    const order = like.items.map(pair => pair.key.value)
    const place = pair => (order.indexOf(pair.key.value ?? pair.key) + 1) || order.length + 1
    node.items.sort((one, other) => place(one) - place(other))
    for (const pair of node.items) copyStyle(pair.value, like.get(pair.key.value ?? pair.key, true))
  } else if (isSeq(node) && isSeq(like)) {
    for (const item of node.items) copyStyle(item, like.items[0])
  }
}

/** Return a new node for a value. */
function create(doc, field, value, like) {
  const node = doc.createNode(value, (_, one) => isObject(one) ? // what is false when it is absent
    Object.fromEntries(Object.entries(one).filter(([, part]) => part !== false)) : one)
  if (isScalar(node) && field._quoted) node.type = "QUOTE_DOUBLE"
  if (isSeq(node) && !field.fields) node.flow = field.widget !== "list" || field._flow
  if (field._cells) node.items = value.map(row => createRow(doc, row))
  copyStyle(node, like)
  if (isMap(node) && field.fields) {
    const fields = field._entries ? [] : field.fields
    for (const one of fields.filter(one => one._quoted && node.has(one.name))) {
      node.get(one.name, true).type = "QUOTE_DOUBLE"
    }
  }
  return node
}

/** Change what stands under a key of a mapping into a value. */
function put(doc, map, key, field, value, order = []) {
  const node = map.get(key, true)
  const old = node === undefined ? undefined : toForm(field, node.toJS(doc))
  if (same(toData(field, old) ?? null, value ?? null)) return
  if (value === undefined) {
    if (node === undefined) return
    if (field._entries || isSeq(node)) map.set(key, Object.assign(doc.createNode(field._entries ? {} : []), { flow: true }))
    else map.delete(key)
  } else if (isMap(node) && isObject(value)) {
    if (field._entries) putEntries(doc, node, field, value)
    else putFields(doc, node, field.fields, value)
  } else if (isSeq(node) && Array.isArray(value)) {
    putItems(doc, node, field, value)
  } else if (isScalar(node) && !isObject(value) && !Array.isArray(value)) {
    node.value = value
    delete node.source
  } else if (isScalar(node) && field._short && Object.keys(value).length === 1) {
    node.value = value[field._short]
    delete node.source
  } else if (isScalar(node) && field.multiple && value.length === 1) {
    node.value = value[0]
    delete node.source
  } else if (node !== undefined) {
    map.set(key, create(doc, field, value))
  } else if (value !== false) {
    const before = order.slice(0, order.indexOf(key))
    const place = map.items.findLastIndex(pair => before.includes(pair.key.value)) + 1
    map.items.splice(place || map.items.length, 0, doc.createPair(key, create(doc, field, value)))
  }
}

/** Change the fields of a mapping that a form has. */
function putFields(doc, map, fields, values) {
  const order = fields.map(field => field.name)
  for (const field of fields) put(doc, map, field.name, field, values[field.name], order)
}

/** Change a mapping whose keys are chosen freely, in the order of its form. */
function putEntries(doc, map, field, value) {
  const { value: inner } = field._entries
  const one = inner ? field.fields[1] : { widget: "object", fields: rest(field) }
  const like = map.items[0]?.value
  map.items = Object.entries(value).map(([key, item]) => {
    const pair = map.items.find(pair => String(pair.key.value) === key)
    if (!pair) return doc.createPair(key, create(doc, one, item, like))
    put(doc, map, key, one, item)
    return map.items.find(other => other.key === pair.key) ?? pair
  })
}

/** Change the cells of a row, and leave those that are the same. */
function setCells(doc, row, cells) {
  const nodes = row.items
  const end = nodes.at(-1)?.value === null ? nodes.length : 0 // empty cells that are written
  row.items = Array.from({ length: Math.max(cells.length, end) }, (_, index) => {
    const value = cells[index] ?? null
    const known = nodes.find(node => node.value === value)
    if (known) return known
    const node = doc.createNode(value)
    if (value === null) node.source = "~"
    else if (typeof value === "string" && nodes.length === cells.length) node.type = nodes[index].type
    return node
  })
}

/** Return a new row with cells. */
function createRow(doc, cells) {
  const row = Object.assign(doc.createNode([]), { flow: true })
  setCells(doc, row, cells)
  return row
}

/** Change the items of a list: each is found again by its id, its content, or its place. */
function putItems(doc, seq, field, values) {
  const one = field._cells ? {} : field.fields ? { fields: field.fields } : field.field ?? {}
  const read = item => field._cells ? toCells(field, item) : toData(one, toForm(one, item))
  const old = seq.items.map(node => ({ node, data: read(node.toJS(doc)) }))
  const free = new Set(old)
  const take = found => found && free.delete(found) ? found : undefined
  const found = values.map(value => take(value?.id === undefined ?
    [...free].find(item => same(item.data, value)) :
    [...free].find(item => item.data?.id === value.id)))
  const spaces = old.map(({ node }) => Boolean(node.spaceBefore))
  seq.items = values.map((value, index) => {
    const same_ = found[index] ?? (value?.id === undefined && values.length === old.length ?
      take(old[index]) : undefined)
    const node = same_?.node ?? (field._cells ? createRow(doc, value) : create(doc, one, value, old[0]?.node))
    if (!same_ || same(same_.data, value)) return node
    if (field._cells) setCells(doc, node, value)
    else if (isMap(node) && isObject(value)) putFields(doc, node, field.fields, value)
    else return create(doc, one, value, node)
    return node
  })
  seq.items.forEach((node, index) => {
    if (isMap(node)) node.spaceBefore = spaces[index] ?? spaces.at(-1)
  })
}

/** Call `visit` for every list of items in values of a form, with the object that it is in. */
function visitLists(fields, values, visit) {
  for (const field of fields) {
    const value = values?.[field.name]
    if (!field.fields || field._entries || isEmpty(value)) continue
    const items = field.widget === "list" ? value : [value]
    if (field._derive) visit(field, items, values)
    for (const item of items) visitLists(field.fields, item, visit)
  }
}

/** Return all ids that values have or had. */
function collectIds(value, ids = new Set()) {
  if (Array.isArray(value)) value.forEach(one => collectIds(one, ids))
  else if (isObject(value)) {
    if (typeof value.id === "string") ids.add(value.id)
    for (const id of Array.isArray(value.retired) ? value.retired : []) ids.add(id)
    Object.values(value).forEach(one => collectIds(one, ids))
  }
  return ids
}

/** Return the lines of a text with the changes that were made between two others. */
function mergeLines(text, before, after) {
  const [own, old, new_] = [text, before, after].map(one => one.split("\n"))
  if (own.length !== old.length) return after
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(new_.length + 1))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = new_.length - 1; j >= 0; j--) {
      lengths[i][j] = old[i] === new_[j] ? lengths[i + 1][j + 1] + 1 :
        Math.max(lengths[i + 1][j], lengths[i][j + 1])
    }
  }
  const lines = []
  let gone = []
  let added = []
  const close = () => {
    const same_ = gone.length === added.length
    lines.push(...added.map((line, index) => same_ ? keepSpace(gone[index], line) : line))
    gone = []
    added = []
  }
  for (let i = 0, j = 0; i < old.length || j < new_.length;) {
    if (i < old.length && j < new_.length && old[i] === new_[j]) {
      close()
      lines.push(own[i++])
      j++
    } else if (j < new_.length && (i === old.length || lengths[i][j + 1] >= lengths[i + 1][j])) {
      added.push(new_[j++])
    } else gone.push(own[i++])
  }
  close()
  return lines.join("\n")
}

/** Return a changed line with the space that it had before its remark. */
function keepSpace(old, line) {
  const [, space, remark] = /( +)(#.*)$/.exec(old) ?? []
  return remark && line.endsWith(` ${remark}`) ?
    line.slice(0, -remark.length).trimEnd() + space + remark : line
}

/** Return what a file has for values of its form. */
export function rewrite(source, fields, values, { taken = [], given = new Set(), onNewId = () => {} } = {}) {
  const text = source.endsWith("\n") ? source : `${source}\n` // as `doc` writes it
  const doc = parseDocument(text)
  const style = { lineWidth: 0, flowCollectionPadding: false, indentSeq: !/^( *)[^\s#-][^\n]*:\n\1- /m.test(text) }
  const before = doc.toString(style)
  const known = collectIds(doc.toJS())
  const used = new Set([...known, ...taken])
  const root = fields.length === 1 && fields[0].root ? fields[0] : null
  const whole = { name: "", fields: root ? [root] : fields }
  const old = toForm({ fields: whole.fields.map(field => ({ ...field })) }, root ? { [root.name]: doc.toJS() } : doc.toJS()) ?? {}
  const oldItems = new Map()
  visitLists(whole.fields, old, (field, items) => items.forEach(item => item.id && oldItems.set(item.id, item[field._derive])))
  const form = structuredClone(values)
  const present = collectIds(form)
  visitLists(whole.fields, form, (field, items) => {
    if (items.length > 1 && items.every(item => isEmpty(item.id))) {
      if (![...oldItems].length) return // a list without ids, as the publication writes it
    }
    items.forEach((item, index) => {
      if (items.findIndex(one => one.id === item.id) < index) item.id = "" // it was duplicated
      if (!isEmpty(item.id) || (isEmpty(item[field._derive]) && !field._name)) return
      // An item that was new at an earlier save has its id in the file only.
      const mine = [...given].find(id => !present.has(id) && oldItems.get(id) === item[field._derive])
      item.id = mine ?? deriveId(String(item[field._derive] || field._name), used)
      if (!mine) onNewId()
      used.add(item.id)
      present.add(item.id)
      given.add(item.id)
    })
  })
  retire(whole.fields, old, form, present, given)
  followIds(whole.fields, form, form, id => known.has(id) && !present.has(id))
  if (root) {
    const value = toData(root, form[root.name])
    if (isSeq(doc.contents)) {
      const first = doc.contents.items[0]
      if (first?.commentBefore && !doc.commentBefore && !doc.contents.commentBefore) {
        doc.contents.commentBefore = first.commentBefore // above the list, not of its first item
        first.commentBefore = null
      }
      if (value) putItems(doc, doc.contents, root, value)
      else doc.contents = Object.assign(doc.createNode([]), { flow: true, commentBefore: doc.contents.commentBefore })
    } else if (value) doc.contents = doc.createNode(value)
  } else {
    if (!isMap(doc.contents)) doc.contents = doc.createNode({})
    const parts = Object.fromEntries(fields.map(field => [field.name, toData(field, form[field.name])]))
    putFields(doc, doc.contents, fields, parts)
  }
  const after = doc.toString(style)
  if (after === before) return source
  return before === text ? after : mergeLines(text, before, after)
}

/** Add the ids of items that are gone to the `retired` of what they were in. */
function retire(fields, old, form, present, given) {
  for (const field of fields) {
    if (field.widget !== "object" || !field.fields || isEmpty(old?.[field.name])) continue
    if (!field.fields.some(one => one.name === "retired")) continue
    const [was, now] = [old[field.name], form[field.name]]
    if (isEmpty(now)) continue
    const gone = [...collectIds({ ...was, id: "", retired: [] })].filter(id => id && !present.has(id) && !given.has(id))
    now.retired = [...new Set([...(was.retired ?? []), ...(now.retired ?? []), ...gone])]
  }
}

/** Let what is kept by ids follow the items: without those that are gone, cells as columns stand. */
function followIds(fields, values, form, isGone) {
  for (const field of fields) {
    const value = values?.[field.name]
    if (field._ids) for (const id of Object.keys(value ?? {}).filter(isGone)) delete value[id]
    if (field._cells && value) {
      const columns = field._cells.reduce((one, key) => one?.[key], form) ?? []
      const names = columns.filter(one => isEmpty(one.total)).flatMap(one =>
        Array.from({ length: Number(one.times) || 1 }, (_, index) => `${one.id}-${index + 1}`))
      values[field.name] = value.map(row => names.map(name => row[name] ?? null))
    } else if (field.fields && isObject(value)) followIds(field.fields, value, form, isGone)
  }
}

// Stressed words as authors write them, `*so*`, and as the field for rich text does, `_so_`.
const toStars = text => text.replace(/(^|[^\w\\])_(?=\S)([^_\n]*[^\s_])_(?!\w)/gm, "$1*$2*")
// Spaces that were typed twice, or at an end: such a text would be shown as Markdown from then on.
const toSingleSpaces = text => text.replace(/ {2,}/g, " ").replace(/ $/gm, "")
const toDashes = text => text.replace(/(^|[^*\w\\])\*(?=\S)([^*\n]*[^\s*])\*(?![*\w])/gm, "$1_$2_")

/**
 * Return the two functions of a format of Sveltia; `onNewId` is called for each new id. `isRich`
 * tells whether the text of a file is shown as rich text.
 */
export function createFormat(fields, taken = [], onNewId = () => {}, isRich = () => false) {
  const texts = new Map(), given = new Set(), rich = new Set()
  const isPage = fields.some(field => field.name === BODY)
  const front = fields.filter(field => field.name !== BODY)
  const list = fields.length === 1 && fields[0].root
  let count = 0
  const split = text => {
    const [, head, body] = PAGE.exec(text) ?? ["", "", text]
    return [head, body]
  }
  return {
    fromFile(text) {
      const origin = String(list ? 0 : ++count)
      texts.set(origin, text)
      const [head, body] = isPage ? split(text) : [text, ""]
      const data = parseDocument(head).toJS() ?? {}
      if (list) return data
      const shown = {}
      for (const field of front) {
        const value = field.name in data ? toForm(field, data[field.name]) : undefined
        if (value !== undefined) shown[field.name] = value
      }
      const words = body.trim()
      if (isRich(text) && toStars(toDashes(words)) === words) rich.add(origin)
      const written = rich.has(origin) ? toDashes(words) : words
      return { ...shown, [ORIGIN]: origin, ...(isPage ? { [BODY]: written } : {}) }
    },
    toFile(entry) {
      const values = list && Array.isArray(entry) ? { [fields[0].name]: entry } : entry
      const origin = list ? "0" : values[ORIGIN]
      const text = texts.get(origin)
      if (text === undefined) throw new Error("The file was not read.")
      const [head, body] = isPage ? split(text) : [text, ""]
      const newHead = rewrite(head, front, values, { taken, given, onNewId })
      let result = newHead
      if (isPage) {
        const shown = (values[BODY] ?? "").trim()
        const words = rich.has(origin) ? toStars(toSingleSpaces(shown)) : shown
        result = `---\n${newHead}---\n${words === body.trim() ? body : `\n${words}\n`}`
      }
      texts.set(origin, result)
      return result
    }
  }
}
