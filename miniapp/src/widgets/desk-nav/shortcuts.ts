/** Keys of the desk, as the help lists them. */
export const shortcuts: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: '写公开',
    keys: [
      ['Ctrl + S', '现在就保存'],
      ['Ctrl + Enter', '送审'],
      ['F8', '到下一处要改的地方'],
      ['?', '看这张表（没有在打字的时候）'],
    ],
  },
  {
    title: '表格',
    keys: [
      ['直接打字', '改选中的格子；Esc 不改了'],
      ['Enter、Tab', '往下、往右一格；加 Shift 往回'],
      ['方向键', '移动；加 Shift 选一片；加 Ctrl 到头'],
      ['F2、双击', '在原来的字后面改'],
      ['Ctrl + C、X、V', '复制、剪切、粘贴，和 Excel 互通'],
      ['Ctrl + D', '向下填充'],
      ['Ctrl + Z、Y', '撤销、重做'],
      ['Delete', '清空选中的格子'],
      ['Ctrl + Shift + +、Ctrl + -', '插一行、删一行'],
    ],
  },
]
