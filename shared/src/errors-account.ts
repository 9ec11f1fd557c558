/** Of ending an account: part of the table in `errors.ts`. */
export const accountErrors = {
  postHeld: {
    status: 409,
    message: '您还有岗位，请先请管理员把岗位交给接手的人，再来办。',
    english: 'Who holds a post hands it over first',
  },
  samePhone: {
    status: 409,
    message: '这就是村里登记的号码，不用改。',
    english: 'The register has this number already',
  },
} as const
