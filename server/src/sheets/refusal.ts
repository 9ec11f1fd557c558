/** Why a file cannot be read, in the words for the person: what it is, and the way out. */
export class Refusal extends Error {}

const asXlsx = '请在表格软件里打开，另存为 .xlsx 再传。'

export const refusals = {
  empty: '这个文件是空的，请重新选一个。',
  blank: '这个文件的表里没有内容，请重新选一个。',
  allHidden: '这个文件里的工作表都隐藏了。请在表格软件里取消隐藏要公开的那一张，保存后再传。',
  picture: '这是图片，不是表格，读不出里面的字。请选 .xlsx、.xls 或 .csv 文件。',
  pdf: `这是 PDF，读不出里面的表。请找到原来的表格，${asXlsx}`,
  document: '这是文字文档，不是表格。请把里面的表复制到表格软件里，另存为 .xlsx 再传。',
  slides: '这是演示文稿，不是表格。请把里面的表复制到表格软件里，另存为 .xlsx 再传。',
  wps: `这种 WPS 自己的格式读不了，${asXlsx}`,
  ods: `这种格式（.ods）读不了，${asXlsx}`,
  xlsb: `这种格式（.xlsb）读不了，${asXlsx}`,
  numbers: '这种格式（.numbers）读不了，请在 Numbers 里导出为 Excel（.xlsx）再传。',
  web: `这个文件其实是网页，不是真正的表格，${asXlsx}`,
  old: `这个文件是很旧的格式（Excel 95 或更早），读不了，${asXlsx}`,
  locked: '这个表格要密码才能打开。请在表格软件里去掉密码，另存为 .xlsx 再传。',
  broken: `这个文件坏了，或者没有传完整。${asXlsx}`,
  unknown: '认不出这个文件。请选 .xlsx、.xls 或 .csv 文件；别的格式请在表格软件里另存为 .xlsx 再传。',
  huge: '这个表格展开以后太大了。请把要公开的这张表复制到新文件里，另存为 .xlsx 再传。',
  slow: '这个表格太复杂，等了很久没有读完。请把要公开的这张表复制到新文件里，另存为 .xlsx 再传。',
} as const

export const refuse = (why: keyof typeof refusals): Refusal => new Refusal(refusals[why])
