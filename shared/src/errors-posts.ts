/** Of 岗位: part of the table in `errors.ts`. */
export const postErrors = {
  postNotFound: { status: 404, message: '没有找到这个岗位，请刷新后再看。', english: 'No such post' },
  turnoverNotFound: {
    status: 404,
    message: '没有找到这次换届，请刷新后再看。',
    english: 'No such change of posts',
  },
  ownPost: {
    status: 403,
    message: '自己的岗位不能自己给、不能自己延长，要由别的管理员来定。',
    english: 'Nobody gives themselves a post, or more of one',
  },
  postsManaged: {
    status: 403,
    message: '岗位由管理员来定：县里的管理员管全县，镇里的管本镇，村里的管本村。',
    english: 'Only an administrator of the place changes posts',
  },
  supervisorsApart: {
    status: 409,
    message: '《村民委员会组织法》第三十七条：村民委员会成员及其近亲属不得担任村务监督机构成员。',
    english: 'The law keeps the committee and its near relatives out of the supervision',
  },
  postChanged: {
    status: 409,
    message: '这个岗位刚刚被改过，请刷新后再定。',
    english: 'The post was changed meanwhile',
  },
  turnoverChanged: {
    status: 409,
    message: '岗位或表在您看过以后变了，请再看一遍再确认。',
    english: 'The plan is not the one that was previewed',
  },
  turnoverBegun: {
    status: 409,
    message: '换届的日期已经到了，不能再撤回；要改，请在岗位里一个一个改。',
    english: 'A change of posts can be taken back until its date',
  },
  keptBySomebody: {
    status: 409,
    message: '写这条公开的人还在岗位上，请与他商量。',
    english: 'Only what nobody can go on with may be taken over',
  },
} as const
