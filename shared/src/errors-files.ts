/** Of files and papers: part of the table in `errors.ts`. */
export const fileErrors = {
  tableNotFound: {
    status: 404,
    message: '这条公开没有表格，或者要认证以后才能看。',
    english: 'No table, or none that this viewer may see',
  },
  unreadableSheet: {
    status: 422,
    message: '这个文件读不出表格，请在表格软件里打开，另存为 .xlsx 再传。',
    english: 'The file is no table that can be read; the message says why and what to do',
  },
  sheetsBusy: {
    status: 503,
    message: '正在读的表格太多了，请过一分钟再传。',
    english: 'Too many files of tables wait for their turn',
  },
  oldBatchNotFound: {
    status: 404,
    message: '没有找到这次补录，可能已经删掉了。',
    english: 'No such import of old notices, or none of the viewer’s',
  },
  unreadablePdf: {
    status: 422,
    message: '这个 PDF 读不出来，请拍成照片再传。',
    english: 'The file is no PDF that can be drawn; the message says why and what to do',
  },
  vouchersOff: {
    status: 409,
    message: '区县还没有开通“单据公开”，现在不能放单据。',
    english: 'The county has not switched vouchers on',
  },
  voucherNotFound: {
    status: 404,
    message: '没有找到这张单据，请刷新再看。',
    english: 'No voucher, or none that this viewer may see',
  },
  voucherChanged: {
    status: 409,
    message: '这张单据刚刚改过，请再看一遍再打钩。',
    english: 'The tick was made of pages that are not those of the voucher any more',
  },
  glyphMissing: {
    status: 422,
    message: '有一个字，打印的字库里没有，请换成通行的写法再打印。',
    english: 'No font of the service has a character of the text',
  },
  tooLongToPrint: {
    status: 422,
    message: '内容太长，一次打印不完，请分组打印。',
    english: 'The paper would have too many rows, or takes too long to draw',
  },
  printBusy: {
    status: 503,
    message: '正在打印的太多了，请过一分钟再打印。',
    english: 'Too many papers wait for their turn',
  },
} as const
