/** Signs that are drawn as nothing at all, besides blanks and what Unicode calls control and format. */
const drawnAsNothing = /[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** What somebody wrote, without blanks around it; '' where nobody could see any of it. */
export const visibleText = (text: string): string =>
  text.replace(drawnAsNothing, '') === '' ? '' : text.trim()
