/** 线下审核, as the step that it took keeps it. */
export interface PaperDoc {
  /** Who handed the photo in: name and role in words, as they were then. */
  by: string
  person: string
  account: string
  /** The photo, kept with the notice; null once it was taken down. */
  picture: { _id: string; width: number; height: number } | null
}
