/** What an import or a change of the register can end in. */
export const registerErrors = {
  registerBusy: {
    status: 409,
    message: '正在把一批导入写进登记册，请等一分钟再办。',
    english: 'An import of this register is being applied or undone',
  },
  registerChanged: {
    status: 409,
    message: '登记册刚刚改过，已经重新核对了一遍，请再看一眼。',
    english: 'The register has changed since it was compared; the import was compared again',
  },
  importState: {
    status: 409,
    message: '这批导入的状态已经变了，请刷新后再看。',
    english: 'The import is not in a state that allows this',
  },
  importNotFound: { status: 404, message: '没有找到这批导入。', english: 'No such import of a register' },
  otherFile: {
    status: 409,
    message: '上次的文件还没有传完，这次的内容对不上。请用上次那份文件接着传，或先把上次的丢掉。',
    english: 'Another file than the one that was broken off',
  },
  unreadableRegister: {
    status: 422,
    message: '这张表读不成户籍册，请按提示修改。',
    english: 'The table has no column of names, or no rows',
  },
} as const
