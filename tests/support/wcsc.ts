import { vendorSays, withOneFile } from './vendor-compiler'

/** What WeChat's compiler of styles says of these, by their path in `folder`; nothing when all is well. */
export const compileWxss = (folder: string, files: readonly string[]): string =>
  vendorSays('wcsc', folder, ['-lc', '-js', ...files])

/** What it says of one text. */
export const complaintOf = (wxss: string): string =>
  withOneFile('one.wxss', wxss, (folder) => compileWxss(folder, ['one.wxss']))
