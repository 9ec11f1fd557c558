/** The `_id`s of announcements and matches of one subject: its id and a colon come first; `;` is the next sign. */
export const startingWith = (subject: string) => ({ $gte: `${subject}:`, $lt: `${subject};` })
