/**
 * Full-text search over the index of `tools/site/search_index.py`, whose script calls `searchEngine.loadIndex`.
 * Without worker or request, so that it works from file:// too.
 *
 * Words are compared by their stems. Stemming, stop words, compounds and synonyms are rules of the
 * language that come with the index. A word of the query also matches words that it is a part of or
 * begins with, and, when it is unknown, words that are spelt almost so.
 */
(() => {
  "use strict"
  // How much a word counts, by where it stands.
  const TITLE = 8
  const SEARCH_WORDS = 6
  const DESCRIPTION = 3
  const CHECKLIST = 4
  const HEADING = 3
  const ITEM = 2
  const ANCHOR = 0.5
  const TEXT = 1
  // How much a match counts that is not the word itself.
  const COMPOUND = 0.8
  const COMPOUND_PART = 0.5
  const PREFIX = 0.5
  const SYNONYM = 0.4
  const NEAR = 0.9
  const TYPO = 0.6
  const SATURATION = 8 // the weight in a page from which more of a word adds little
  const MAX_PLACES = 3 // of a page
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g // soft hyphens, and spaces of no width
  // Letters in lower case that look like Latin ones, each with that one: Cyrillic, and Greek.
  const LOOK_ALIKE = new Map([
    ..."\u0430a\u0432b\u0435e\u043ak\u043cm\u043dh\u043eo\u0440p\u0441c\u0442t\u0443y\u0445x\u0455s\u0456i\u0458j"
      .matchAll(/(.)(.)/g),
    ..."\u03b1a\u03b5e\u03b9i\u03bak\u03bdv\u03bfo\u03c1p\u03c4t\u03c5u\u03c7x".matchAll(/(.)(.)/g)
  ].map(([, letter, latin]) => [letter, latin]))
  const WORD = /[\p{L}\p{N}\p{M}]+(?:[-’'&.][\p{L}\p{N}\p{M}]+)*/gu

  let rules // of the language
  let kinds // id of a kind of place → its name
  let pages
  const vocabulary = new Map() // word → stem
  const pageCounts = new Map() // stem → number of pages that have it
  const synonyms = new Map() // stems of a phrase, joined → phrases, each as a list of stems
  const compounds = new Map() // stem of a compound → stems of its parts
  const prefixes = new Set() // the first three letters of all words
  const stemCache = new Map()

  const byScore = (a, b) => b.score - a.score

  const sumOf = (numbers) => numbers.reduce((total, number) => total + number, 0)

  const add = (map, key, value) => map.set(key, (map.get(key) ?? 0) + value)

  const fold = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[\u0370-\u04ff]/g, (letter) => LOOK_ALIKE.get(letter) ?? letter)

  function stem(word) {
    if (!stemCache.has(word)) {
      const applyRule = (left, [ending, replacement]) => left.replace(ending, replacement)
      stemCache.set(word, rules.endings.reduce(applyRule, word))
    }
    return stemCache.get(word)
  }

  /** Return the words of a text: {word, parts}. One with a hyphen is one word, and also its parts. */
  function tokenize(text) {
    return [...text.replace(INVISIBLE, "").matchAll(WORD)].map(([match]) => {
      const word = fold(match).replace(/[’']s$/, "")
      const parts = /[-’'.]/.test(word) ? word.split(/[-’'&.]/) : []
      return {
        word: word.replace(/[-’'&.]/g, ""),
        parts: parts.filter((part) => part.length > 1)
      }
    })
  }

  const isContentWord = (word) => !rules.stopWords.has(word)

  /** Return the stems of a text without its stop words, unless it has no others. */
  function stemPhrase(text) {
    const words = tokenize(text).map(({ word }) => word)
    const content = words.filter(isContentWord)
    return (content.length ? content : words).map(stem)
  }

  const isIndexed = (stemmed) => pageCounts.has(stemmed)

  const isVocabulary = (word) => word.length > 2 && vocabulary.has(word) && isContentWord(word)

  const isKnown = (word) =>
    isVocabulary(word) || (word.length > 3 && isContentWord(word) && isIndexed(stem(word)))

  /** Return the stems of the two or three known words of a compound; the most even cut is the best. */
  function splitCompound(word, isPart = isKnown, isNested = false) {
    let best = []
    let evenness = 0
    for (let at = 3; at <= word.length - 3; at++) {
      const right = word.slice(at)
      if (!prefixes.has(right.slice(0, 3)) || !isPart(right)) continue
      for (const joint of rules.joints) {
        if (!word.slice(0, at).endsWith(joint)) continue
        const left = word.slice(0, at - joint.length)
        const shortest = Math.min(left.length, right.length)
        if (shortest <= evenness) continue
        let parts = []
        if (isPart(left)) parts = [stem(left)]
        else if (!isNested && left.length > 6) parts = splitCompound(left, isPart, true)
        if (!parts.length) continue
        evenness = shortest
        best = [...parts, stem(right)]
      }
    }
    return best
  }

  /* ---- Reading the index ---- */

  function learnWord(word) {
    vocabulary.set(word, stem(word))
    prefixes.add(word.slice(0, 3))
    add(pageCounts, stem(word), 0)
  }

  /** Add the words of a text to a bag (stem → weight). */
  function addText(bag, text, weight) {
    for (const { word, parts } of tokenize(text)) {
      for (const one of [word, ...parts]) add(bag, stem(one), weight)
    }
  }

  /** Let the compounds of a bag count as their parts too. */
  function addCompoundParts(bag) {
    for (const stemmed of [...bag.keys()]) {
      for (const part of compounds.get(stemmed) ?? []) {
        if (part !== stemmed) add(bag, part, bag.get(stemmed) * COMPOUND_PART)
      }
    }
  }

  const titleWeight = (kind) => ({ list: CHECKLIST, item: ITEM })[kind] ?? HEADING

  function readPlace([anchor, kind, title, text]) {
    const bag = new Map()
    addText(bag, title, titleWeight(kind))
    if (kind === "item" || kind === "list") addText(bag, anchor, 1)
    addText(bag, text, TEXT / (0.5 + text.length / 1200))
    return { anchor, kind, title, text, bag }
  }

  function readPage({ url, title, kind, words, about, places }) {
    const bag = new Map()
    const length = sumOf(places.map(([, , , text]) => text.length))
    addText(bag, title, TITLE)
    addText(bag, words, SEARCH_WORDS)
    addText(bag, about, DESCRIPTION)
    for (const [anchor, placeKind, placeTitle, text] of places) {
      addText(bag, placeTitle, titleWeight(placeKind))
      if (placeKind) addText(bag, anchor, ANCHOR)
      addText(bag, text, TEXT / (0.5 + length / 4000))
    }
    for (const text of [title, words, about, ...places.flat()]) {
      for (const { word, parts } of tokenize(text)) [word, ...parts].forEach(learnWord)
    }
    return { url, title, kind, bag, places: places.map(readPlace), titleStems: stemPhrase(title) }
  }

  function readSynonyms(group) {
    const phrases = group.map(stemPhrase)
    for (const phrase of phrases) {
      const key = phrase.join(" ")
      const others = phrases.filter((other) => other.join(" ") !== key)
      synonyms.set(key, [...(synonyms.get(key) ?? []), ...others])
    }
  }

  /** Take over the index: {rules, kinds, pages}. */
  function loadIndex(index) {
    const { skip, stems, joints, alike } = index.rules
    rules = {
      stopWords: new Set(skip.split(/\s+/)),
      endings: stems.map(([pattern, replacement]) => [new RegExp(pattern), replacement]),
      joints
    }
    kinds = index.kinds
    pages = index.pages.map(readPage)
    const words = [...vocabulary.keys()].filter((word) => word.length > 6)
    for (const text of alike.flat()) {
      for (const { word } of tokenize(text)) learnWord(word)
    }
    for (const word of words) {
      const parts = splitCompound(word)
      if (parts.length) compounds.set(stem(word), parts)
    }
    for (const page of pages) {
      for (const { bag } of [page, ...page.places]) addCompoundParts(bag)
      for (const stemmed of page.bag.keys()) add(pageCounts, stemmed, 1)
    }
    alike.forEach(readSynonyms)
  }

  /* ---- Understanding a query ---- */

  /** Return how many letters two words differ; swapped neighbours count once. More than `max`: any. */
  function editDistance(a, b, max) {
    if (Math.abs(a.length - b.length) > max) return max + 1
    let beforeLast = []
    let last = []
    let row = Array.from({ length: b.length + 1 }, (_, index) => index)
    for (let i = 1; i <= a.length; i++) {
      beforeLast = last
      last = row
      row = [i]
      for (let j = 1; j <= b.length; j++) {
        const cost = a[i - 1] === b[j - 1] ? 0 : 1
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
        if (isSwap) row[j] = Math.min(row[j], beforeLast[j - 2] + 1)
      }
      if (Math.min(...row) > max) return max + 1
    }
    return row[b.length]
  }

  function maxTypos(word) {
    if (word.length < 4) return 0
    return word.length < 8 ? 1 : 2
  }

  /** Return the known words that are spelt most like a word. */
  function findSimilar(word, max = maxTypos(word)) {
    let found = []
    let best = max
    if (!max) return found
    for (const other of vocabulary.keys()) {
      if (other.length < 4) continue
      const distance = editDistance(word, other, best)
      if (distance > best) continue
      if (distance < best) found = []
      best = distance
      found.push(other)
    }
    return found
  }

  /** Return the stems that a word may stand for (stem → weight); the last word may be unfinished. */
  function expandWord(word, isLast = false) {
    const own = stem(word)
    const found = new Map([[own, 1]])
    if (word.length <= (isLast ? 2 : 3)) return found
    for (const [other, stemmed] of vocabulary) {
      if (!other.startsWith(word) && !(own.length > 3 && other.startsWith(own))) continue
      const share = word.length / Math.max(other.length, word.length)
      const weight = PREFIX * (0.4 + 0.6 * share)
      found.set(stemmed, Math.max(found.get(stemmed) ?? 0, weight))
    }
    return found
  }

  /** Join two words, one of them unknown, that are one word when written together. */
  function joinWords(tokens) {
    const joined = []
    for (const token of tokens) {
      const last = joined.at(-1)
      const word = last && findJoined(last.word, token.word)
      if (word) joined[joined.length - 1] = { word, parts: [] }
      else joined.push(token)
    }
    return joined
  }

  function findJoined(first, second) {
    if (isIndexed(stem(first)) && isIndexed(stem(second))) return undefined
    const word = first + second
    if (isIndexed(stem(word))) return word
    return splitCompound(word).length ? undefined : findSimilar(word)[0]
  }

  /** Return known words that an unknown one begins with, or that it is after a stop word. */
  function findInside(word) {
    const found = []
    for (let size = word.length - 2; size > 1; size--) {
      const left = word.slice(0, size)
      const right = word.slice(size)
      if (!isContentWord(left)) {
        if (right.length > 3 && isKnown(right)) found.push(right)
      } else if (size > 3 && isVocabulary(left)) {
        found.push(left)
      }
    }
    return found.slice(0, 2)
  }

  /** Return for a word of the query the words that may be meant: lists of {word, weight}. */
  function interpretToken({ word, parts }) {
    const asItIs = [{ word, weight: 1 }]
    if (isIndexed(stem(word))) return [asItIs]
    if (parts.length && parts.every((part) => isIndexed(stem(part)))) {
      return parts.filter(isContentWord).map((part) => [{ word: part, weight: 1 }])
    }
    const weighted = (words, weight) => words.map((one) => ({ word: one, weight }))
    const isLong = word.length > 7
    const near = isLong && !splitCompound(word, isVocabulary).length ? findSimilar(word, 1) : []
    if (near.length) return [weighted(near, NEAR)]
    const isPrefix =
      word.length > 3 && [...vocabulary.keys()].some((other) => other.startsWith(word))
    if (isPrefix || splitCompound(word).length) return [asItIs]
    const typos = weighted(findSimilar(word), TYPO)
    return [[...asItIs, ...typos, ...weighted(findInside(word), COMPOUND_PART)]]
  }

  function interpretWords(query) {
    const tokens = tokenize(query)
    const content = tokens.filter(({ word }) => isContentWord(word))
    return joinWords(content.length ? content : tokens).flatMap(interpretToken)
  }

  /** Return an alternative: stems that must all match, each by itself or by its synonyms. */
  function createAlternative(stems, weight) {
    const parts = stems.map((stemmed) => {
      const others = stems.length > 1 ? synonyms.get(stemmed) ?? [] : []
      const single = others.filter((other) => other.length === 1)
      return new Map([...single.map(([other]) => [other, SYNONYM]), [stemmed, 1]])
    })
    return { weight, parts }
  }

  const synonymsOf = (stems, weight) =>
    (synonyms.get(stems.join(" ")) ?? []).map((other) => createAlternative(other, weight))

  /** Return the alternatives of several words that have a meaning together, if they have one. */
  function interpretPhrase(words) {
    const alternatives = synonymsOf(words.map(stem), SYNONYM)
    const joined = stem(words.join(""))
    if (words.length === 2 && isIndexed(joined)) {
      alternatives.push(createAlternative([joined], 1))
    }
    if (!alternatives.length) return alternatives
    return [...alternatives, { weight: 1, parts: words.map((word) => expandWord(word)) }]
  }

  function interpretWord({ word, weight }, isLast) {
    const parts = splitCompound(word)
    return [
      { weight, parts: [expandWord(word, isLast)] },
      ...(parts.length ? [createAlternative(parts, weight * COMPOUND)] : []),
      ...synonymsOf([stem(word)], weight * SYNONYM)
    ]
  }

  /** Return the clauses of a query, each with a size in words and the alternatives that match it. */
  function parseQuery(query) {
    const terms = interpretWords(query)
    const clauses = []
    for (let at = 0; at < terms.length;) {
      let size = Math.min(4, terms.length - at)
      let alternatives = []
      while (size > 1) {
        alternatives = interpretPhrase(terms.slice(at, at + size).map(([{ word }]) => word))
        if (alternatives.length) break
        size -= 1
      }
      if (size === 1) {
        const isLast = at === terms.length - 1
        alternatives = terms[at].flatMap((term) => interpretWord(term, isLast))
      }
      clauses.push({ size, alternatives })
      at += size
    }
    return clauses
  }

  /* ---- Scoring pages ---- */

  /** Return the inverse document frequency of a stem. */
  function rarity(stemmed) {
    const count = pageCounts.get(stemmed) ?? 0
    return Math.log(1 + (pages.length - count + 0.5) / (count + 0.5))
  }

  /** Return the best score of the stems (stem → weight) of which one must match. */
  function scorePart(bag, part) {
    let best = 0
    for (const [stemmed, share] of part) {
      const weight = bag.get(stemmed)
      if (weight) best = Math.max(best, share * rarity(stemmed) * weight / (weight + SATURATION))
    }
    return best
  }

  function scoreAlternative(bag, { weight, parts }) {
    const scores = parts.map((part) => scorePart(bag, part))
    const completeness = scores.every(Boolean) ? 1 : 0.4
    return weight * completeness * (sumOf(scores) / scores.length)
  }

  function scoreBag(bag, clauses) {
    let total = 0
    let matched = 0
    for (const { size, alternatives } of clauses) {
      const best = Math.max(...alternatives.map((one) => scoreAlternative(bag, one)))
      if (best) matched += size
      total += best * size
    }
    const size = sumOf(clauses.map((clause) => clause.size))
    return total * (0.4 + 0.6 * matched / size)
  }

  /** Return how far a query names a page: the overlap of its stems with those of the title. */
  function scoreTitle({ titleStems }, stems) {
    const weigh = (all) => sumOf(all.map(rarity))
    const shared = weigh(titleStems.filter((stemmed) => stems.includes(stemmed)))
    return shared && 2 * shared / (weigh(titleStems) + weigh(stems))
  }

  function scorePage(page, clauses, stems) {
    const places = page.places
      .map((place) => ({ place, score: scoreBag(place.bag, clauses) }))
      .sort(byScore)
    const score = scoreBag(page.bag, clauses) + 0.5 * (places[0]?.score ?? 0)
    return { page, places, score: score * (1 + 0.6 * scoreTitle(page, stems)) }
  }

  function createResult({ page: { url, title, kind }, places }) {
    const best = places
      .slice(0, MAX_PLACES)
      .filter(({ score }) => score > 0 && score >= places[0].score * 0.6)
      .map(({ place }) => ({
        anchor: place.anchor,
        kind: kinds[place.kind] ?? "",
        title: place.title,
        text: place.text
      }))
    return { url, title, kind, places: best }
  }

  /**
   * Return the pages that match a query, the best first: {url, title, kind, places}, each place
   * {anchor, kind, title, text}; and `isMatch(text)`, which says whether a word was meant by the query.
   */
  function search(query) {
    const clauses = parseQuery(query)
    if (!clauses.length) return { pages: [], isMatch: () => false }
    const stems = stemPhrase(query)
    const scored = pages
      .map((page) => scorePage(page, clauses, stems))
      .filter(({ score }) => score > 0)
      .sort(byScore)
    const found = scored.filter(({ score }) => score >= scored[0].score * 0.06)
    const meant = new Set(clauses.flatMap(({ alternatives }) =>
      alternatives.flatMap(({ parts }) => parts.flatMap((part) => [...part.keys()]))
    ))
    const isMeant = (word) => meant.has(word) || meant.has(stem(word))
    const isMatch = (text) => tokenize(text).some(({ word, parts }) =>
      [word, ...parts, ...splitCompound(word)].some(isMeant)
    )
    return { pages: found.map(createResult), isMatch }
  }

  window.searchEngine = {
    loadIndex,
    search,
    stem: (word) => stem(fold(word)),
    splitCompound: (word) => splitCompound(fold(word))
  }
})()
