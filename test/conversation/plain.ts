/**
 * The words of a message as every platform has them. Taken out is what is a platform's own:
 * - how blanks and lines are set: one blank parts any two words, since an indent is no-break spaces in Teams;
 * - marks of lists (`•`, `-`, `1.`): the page draws them beside the words, Teams writes them;
 * - how code, columns and buttons are marked where Slack's blocks are read: `` ` ``, `|`, `[ ]`;
 * - U+2060, which the page puts into words that Slack would read as markup;
 * - who asked: the platforms know the same person by another name, and the web chat by none.
 */
export function plain(words: string, person: string | null): string {
  const unmarked = words
    .replaceAll('\u2060', '')
    .split('\n')
    .map((line) => (/^(?:\[[^\]]+\] ?)+$/.test(line) ? line.replace(/[[\]]/g, '') : line))
    .map((line) => line.trim().replace(/^(?:[•-]|\d+\.)(?=\s|$)/, ''))
    .join(' ')
    .replaceAll('`', '')
    .replaceAll(' | ', ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return person === null ? unmarked : unmarked.replaceAll(` for ${person}.`, '.')
}
