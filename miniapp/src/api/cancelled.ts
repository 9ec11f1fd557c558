/** Whether a person went back from what WeChat opened, instead of it failing. */
export const cancelled = (failure: unknown): boolean =>
  /:fail cancel/.test(String((failure as { errMsg?: string } | undefined)?.errMsg))
