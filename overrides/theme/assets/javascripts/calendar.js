/**
 * A checklist as one calendar event (RFC 5545). The same as the file of tools/exports/calendar.py, at
 * the moment that the reader chose.
 */
(() => {
  "use strict"
  const escapeText = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n")

  const formatTime = (date) => date.toISOString().replace(/[-:]|\.\d+Z/g, "")

  /** Fold a line to at most 75 octets, without cutting a character in two (section 3.1). */
  function foldLine(line) {
    const lines = []
    let part = ""
    let size = 0
    for (const character of line) {
      const octets = new TextEncoder().encode(character).length
      if (size + octets > 75) {
        lines.push(part)
        part = " "
        size = 1
      }
      part += character
      size += octets
    }
    return [...lines, part].join("\r\n")
  }

  /** Return a calendar of the lines of its events; empty ones are left out. `product` is the PRODID. */
  const writeCalendar = (product, lines) => [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:${product}`,
    "CALSCALE:GREGORIAN",
    ...lines,
    "END:VCALENDAR"
  ].filter(Boolean).map((line) => `${foldLine(line)}\r\n`).join("")

  window.calendarFile = { escapeText, writeCalendar }

  /**
   * Return the text of the file. `day` (2026-12-01) and `time` (09:00) are the reader's own, without a
   * time zone; `host` makes the UID unique.
   */
  window.createCalendarEvent = (checklist, { day, time, product, host }) => {
    // Calculated as UTC, so that no change to summer time comes between.
    const start = new Date(`${day}T${time}:00Z`)
    const end = new Date(start.getTime() + checklist.minutes * 60000)
    const { labels } = checklist
    const description = [
      checklist.title,
      "",
      ...checklist.items.flatMap(({ what, fields }) => [
        `☐ ${what}`,
        ...fields
          .filter(({ text, calendar }) => text && calendar)
          .map(({ label, text }) => `   ${label}: ${text}`)
      ]),
      "",
      ...(checklist.close ? [`${labels.close}: ${checklist.close}`, ""] : []),
      checklist.version,
      checklist.basedOn,
      ...(checklist.address ? [checklist.address] : [])
    ]
    return writeCalendar(product, [
      "BEGIN:VEVENT",
      `SUMMARY:${escapeText(`${labels.list}: ${checklist.title}`)}`,
      `DTSTART:${formatTime(start)}`,
      `DTEND:${formatTime(end)}`,
      `DTSTAMP:${checklist.date.replace(/-/g, "")}T000000Z`,
      `UID:${checklist.id}-${formatTime(start)}@${host}`,
      `DESCRIPTION:${escapeText(description.join("\n"))}`,
      "STATUS:TENTATIVE",
      "TRANSP:TRANSPARENT",
      checklist.address && `URL:${checklist.address}`,
      `X-CHECKLIST-ITEMS:${escapeText(checklist.items.map((item) => item.id).join(" "))}`,
      `X-CHECKLIST-VERSION:${checklist.date}`,
      "END:VEVENT"
    ])
  }
})()
