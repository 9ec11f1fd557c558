import type { EditionWork } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useRef, useState } from 'react'
import { type ChosenFile, chooseFile, forget } from '../../../api/choose-file'
import { chooseImages } from '../../../api/choose-image'
import { upload } from '../../../api/upload'
import { Button, Dialog, Input, Problem, Select } from '../../../components'
import { useAction } from '../../../hooks/use-action'
import { useChoose } from '../../../hooks/use-choose'
import type { Draft } from '../../draft/draft'
import type { ExpenseLine } from './lines'

interface AddDialogProps {
  notice: string
  lines: readonly ExpenseLine[]
  draft: Draft
  onClose: () => void
  /** The voucher that was added, so that it is looked at next. */
  onAdded: (id: string | undefined) => void
}

const endings = ['pdf', 'jpg', 'jpeg', 'png', 'webp']

/** Which line, what it is, and the file. */
export function AddDialog({ notice, lines, draft, onClose, onAdded }: AddDialogProps) {
  const [row, setRow] = useState(lines.length === 1 ? (lines[0]?.key ?? '') : '')
  const [name, setName] = useState('发票')
  const [file, setFile] = useState<ChosenFile>()
  const added = useRef<string>()
  const add = useAction((_key) =>
    draft.saveThen(async () => {
      const known = new Set(draft.get().work.vouchers?.map(({ id }) => id))
      const work = await upload<EditionWork>(
        `/api/notices/${encodeURIComponent(notice)}/vouchers`,
        file?.path ?? '',
        { row, name: name.trim() },
        file ? { fileName: file.name } : {},
      )
      added.current = work.vouchers?.find(({ id }) => !known.has(id))?.id
      return work
    }),
  )
  const { choose, error } = useChoose()
  const photograph = () =>
    choose(
      () => chooseImages({ count: 1, size: 'original' }),
      ([path]) => path && setFile({ path, name: '照片', bytes: 0 }),
    )
  const send = async () => {
    if (!(await add.run())) return
    if (file) forget(file)
    onAdded(added.current)
  }
  return (
    <Dialog
      open
      title="放一张单据"
      onClose={onClose}
      actions={
        <Button
          busy={add.busy}
          reason={
            row === '' ? '请先选是哪一行' : name.trim() === '' ? '请写是什么' : file ? undefined : '请选文件'
          }
          onPress={() => void send()}
        >
          放上去
        </Button>
      }
    >
      <Select
        label="哪一笔支出"
        value={row === '' ? undefined : row}
        choices={lines.map(({ key, words }) => ({ value: key, label: words }))}
        onChange={setRow}
      />
      <Input label="这是什么" hint="例：发票、收据、验收单" maxLength={30} value={name} onChange={setName} />
      <Text className="edit__note">
        {file ? `选好了：${file.name}` : '照片或 PDF，PDF 每一页会变成图片。'}
      </Text>
      <Button kind="secondary" icon="image" onPress={() => void photograph()}>
        拍照或选照片
      </Button>
      <Button
        kind="secondary"
        icon="document"
        onPress={() => void choose(() => chooseFile(endings), setFile)}
      >
        选 PDF 或文件
      </Button>
      <Problem error={error ?? add.error} />
    </Dialog>
  )
}
