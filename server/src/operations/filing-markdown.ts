const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ')
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

/** A table of GitHub's Markdown. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
