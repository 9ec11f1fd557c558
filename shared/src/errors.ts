import { accountErrors } from './errors-account'
import { caseErrors } from './errors-cases'
import { emailErrors } from './errors-email'
import { enterpriseErrors } from './errors-enterprises'
import { fileErrors } from './errors-files'
import { outputErrors } from './errors-outputs'
import { policyErrors } from './errors-policies'
import { postErrors } from './errors-posts'
import { questionErrors } from './errors-questions'
import { registerErrors } from './errors-register'
import { setupErrors } from './errors-setup'
import { wechatErrors } from './errors-wechat'
import { oidcErrors } from './rules/sign-in-errors'

/**
 * Every error a client can receive: its HTTP status, the Chinese sentence for the person, and the English
 * meaning for the log and the API reader. Nothing is thrown on a request's path that is not in this table.
 */
export const errorTable = {
  notFound: { status: 404, message: '没有找到您要看的内容。', english: 'No such resource' },
  routeNotFound: { status: 404, message: '没有这个地址，请从首页进入。', english: 'No such route' },
  regionNotFound: { status: 404, message: '没有找到这个村镇，请重新选择。', english: 'No such region' },
  itemNotFound: { status: 404, message: '公开目录里没有这一项。', english: 'No such item in the catalogue' },
  noticeNotFound: { status: 404, message: '没有找到这条公开信息，可能已经撤下。', english: 'No such notice' },
  householdNotFound: { status: 404, message: '没有找到这一户，请核对户号。', english: 'No such household' },
  personaNotFound: { status: 404, message: '没有这个演示身份。', english: 'No such demo persona' },
  attachmentNotFound: { status: 404, message: '没有找到这张图片。', english: 'No such attachment' },
  signInRequired: { status: 401, message: '请先登录。', english: 'No valid access token' },
  operatorsOnly: {
    status: 401,
    message: '这里只给运维人员看，请用运维口令登录。',
    english: 'OPERATIONS_TOKEN is missing or wrong',
  },
  sessionExpired: { status: 401, message: '登录已过期，请重新登录。', english: 'Token expired or revoked' },
  scanGone: {
    status: 404,
    message: '这个登录码已经用过或过了时间，请在电脑上换一个再扫。',
    english: 'The code on the screen is used, refused, over, or not of this browser',
  },
  refreshReused: {
    status: 401,
    message: '这次登录已在别处使用过，为了安全已全部退出，请重新登录。',
    english: 'A refresh token was used twice; the whole family is revoked',
  },
  forbidden: { status: 403, message: '您没有办这件事的权限。', english: 'Role does not allow this' },
  ownSlip: {
    status: 403,
    message: '这张纸条是您发的，要由这一户的人用自己的微信来认证。',
    english: 'The issuer of a slip cannot settle it, with no account of theirs',
  },
  ownWork: {
    status: 403,
    message: '自己写的公开信息，要由别人审核和发布。',
    english: 'The author can neither review nor publish',
  },
  wrongState: {
    status: 409,
    message: '这条公开信息的状态已经变了，请刷新后再办。',
    english: 'The transition is not allowed from the current state',
  },
  hiddenNow: {
    status: 409,
    message: '这条公开先遮住了，正在核对，暂时不能办别的。',
    english: 'The notice is hidden; only the endings go on',
  },
  secondPerson: {
    status: 403,
    message: '撤下要由另一个人确认，遮住它的人不能自己确认。',
    english: 'A takedown is confirmed by somebody else than who hid the notice',
  },
  reportClosed: {
    status: 409,
    message: '这次报告已经办结，请刷新后查看。',
    english: 'The leak report is closed',
  },
  correctionBegun: {
    status: 409,
    message: '已经有人在更正这条公开，请等他改好，或与他商量。',
    english: 'Another correction of this notice is under way',
  },
  staleEdit: {
    status: 409,
    message: '这份草稿刚刚被改过，请刷新后再改，您写的内容还在。',
    english: 'The revision is not the newest',
  },
  idempotencyReused: {
    status: 409,
    message: '同一个提交编号用在了不同的内容上，请刷新后重新提交。',
    english: 'Idempotency-Key was used with another request',
  },
  notReady: {
    status: 422,
    message: '还有内容没有填好，请看下面的说明。',
    english: 'failureReasons is not empty',
  },
  unconfirmed: {
    status: 422,
    message: '有几处数字请再看一眼，改好，或者确认没有错再送审。',
    english: 'There are warnings, and the writer has not confirmed them',
  },
  invalidFields: {
    status: 422,
    message: '有内容填得不对，请按提示修改。',
    english: 'Request validation failed',
  },
  invalidTable: {
    status: 422,
    message: '表格里有问题，请按行列逐个改好，改好前不会保存。',
    english: 'Table problems listed by row and column',
  },
  invalidImage: {
    status: 422,
    message: '这个文件不是能看的图片，请选 JPG、PNG 或 WebP 照片。',
    english: 'The content is not a supported image',
  },
  imageTooLarge: {
    status: 422,
    message: '这张照片的尺寸太大了，请在相册里改小一些，或截一张图再传。',
    english: 'Decoding the image would take too much memory, by its header',
  },
  picturesBusy: {
    status: 503,
    message: '正在处理的照片太多了，请过一分钟再传。',
    english: 'Too many pictures wait for their turn',
  },
  invalidCursor: { status: 422, message: '翻页的位置不对，请从第一页看起。', english: 'Malformed cursor' },
  malformedJson: {
    status: 400,
    message: '提交的内容格式不对，请刷新后再试。',
    english: 'Body is not valid JSON',
  },
  brokenUpload: {
    status: 400,
    message: '文件没有传完整，请再选一次。',
    english: 'The multipart form is broken or breaks off',
  },
  badRequest: { status: 400, message: '这个请求看不懂，请刷新后再试。', english: 'Malformed request' },
  tooSlow: {
    status: 408,
    message: '等了太久，内容没有传完，请换个网络好的地方再试。',
    english: 'The request did not come to its end in time',
  },
  addressTooLong: { status: 414, message: '这个地址太长了，请从首页进入。', english: 'URL over the limit' },
  headersTooLarge: {
    status: 431,
    message: '请求的头信息太大了，请清除这个网站的数据后再试。',
    english: 'Request headers over the limit',
  },
  unsupportedMedia: { status: 415, message: '不支持这种提交格式。', english: 'Unsupported content type' },
  tooLarge: { status: 413, message: '内容太大了，请减少后再提交。', english: 'Body over the limit' },
  tooManyTries: {
    status: 429,
    message: '今天试得太多了，请明天再试，或到村委会办理。',
    english: 'Five verification tries a day',
  },
  tooManyRequests: { status: 429, message: '操作太快了，请稍等一会儿再试。', english: 'Rate limit' },
  verificationFailed: {
    status: 422,
    message: '没有核对上。请核对户号、姓名和纸条上的号码，或到村委会办理。',
    english: 'Claim could not be settled; the same answer whatever was wrong',
  },
  alreadyVerified: {
    status: 409,
    message: '您已经认证为一户的村民。要换成另一户，请先退出现在的认证。',
    english: 'The account is verified already',
  },
  claimSettled: {
    status: 409,
    message: '这次申请已经办结，请刷新后查看。',
    english: 'The claim is no longer open',
  },
  disputed: {
    status: 409,
    message: '同户村民提出这个账号不是本人，请到村委会核对。',
    english: 'The verification is disputed; only a clerk settles it',
  },
  pushNotFound: {
    status: 404,
    message: '没有这一条，可能已经处理过了，请刷新。',
    english: 'No such attempt or delivery, or it is over',
  },
  notRetried: {
    status: 409,
    message: '只有明确没发出去、也没有别的渠道发到、还没上入户名单的，才能再发一次。请刷新看看。',
    english: 'The attempt was no definite no, or the delivery did not end with it',
  },
  notCancelled: {
    status: 409,
    message: '这一条正在准备或已经开始发送，不能取消了。',
    english: 'A channel has begun with it, or it is not sealed',
  },
  liveFull: {
    status: 503,
    message: '现在看的人太多，新公开不能马上提醒您，请过几分钟刷新。',
    english: 'No room for one more open page that listens',
  },
  notAcceptingYet: { status: 503, message: '服务正在启动，请稍等几秒。', english: 'Not ready' },
  diskFull: {
    status: 503,
    message: '服务器的磁盘满了，暂时存不上，看是照常的；请告诉管理员腾出空间后再试。',
    english: 'The disk of the database has no room; nothing was changed',
  },
  storageBusy: {
    status: 503,
    message: '服务现在有点忙，请稍等一会儿再试。',
    english: 'The database gave no answer in time; nothing was changed',
  },
  saveUnknown: {
    status: 503,
    message: '等了很久没有等到结果，可能已经存上了，请刷新看看，没有存上再试一次。',
    english: 'The database gave no answer in time; the write may or may not have taken effect',
  },
  internal: {
    status: 500,
    message: '服务出了点问题，我们已经记下，请稍后再试。',
    english: 'Unexpected error',
  },
  ...accountErrors,
  ...emailErrors,
  ...enterpriseErrors,
  ...caseErrors,
  ...wechatErrors,
  ...fileErrors,
  ...oidcErrors,
  ...outputErrors,
  ...policyErrors,
  ...postErrors,
  ...questionErrors,
  ...registerErrors,
  ...setupErrors,
} as const satisfies Record<string, { status: number; message: string; english: string }>

export type ErrorCode = keyof typeof errorTable

/** One problem of a request: which field (a path such as `table.rows`), and for tables which row and column, counted from 1. */
export interface FieldProblem {
  field: string
  message: string
  row?: number
  column?: string
}
