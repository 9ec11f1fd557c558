import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { type ChosenFile, chooseFile } from '../../api/choose-file'
import { Button } from '../../components/button/button'
import { Problem } from '../../components/states/problem'
import { useDesk } from '../../components/table/use-desk'
import { useChoose } from '../../hooks/use-choose'
import { type OnFolder, useFileDrop } from '../../hooks/use-file-drop'
import './choose-file.scss'

export interface ChooseFileProps {
  /** The words of the button: "选文件". */
  label: string
  /** Such as `xlsx`. */
  endings: readonly string[]
  kind?: 'primary' | 'secondary'
  busy?: boolean
  /** Why no file can be taken now. */
  reason?: string
  onChoose: (file: ChosenFile) => void
  /** h5: takes a folder or several files that are dropped. */
  onFolder?: OnFolder
  /** Below the button: another way to choose. */
  children?: ReactNode
}

const isH5 = process.env.TARO_ENV === 'h5'

/** A button that asks for a file; on h5 a file may also be dropped anywhere on the page. */
export function ChooseFile({
  label,
  endings,
  kind,
  busy,
  reason,
  onChoose,
  onFolder,
  children,
}: ChooseFileProps) {
  const closed = busy === true || reason !== undefined
  const over = useFileDrop(
    (file) => (closed ? undefined : onChoose(file)),
    onFolder && ((entries) => (closed ? undefined : onFolder(entries))),
  )
  const desk = useDesk()
  const hint = isH5
    ? desk && (onFolder ? '把文件或整个文件夹拖到这里，或者' : '把文件拖到这里，或者')
    : '先把文件发到微信聊天里，再'
  const { choose, error } = useChoose()
  return (
    <View className={over ? 'choose-file choose-file--over' : 'choose-file'}>
      {hint ? <Text className="choose-file__hint">{hint}</Text> : null}
      <Button
        kind={kind}
        icon="document"
        busy={busy}
        reason={reason}
        onPress={() => void choose(() => chooseFile(endings), onChoose)}
      >
        {label}
      </Button>
      {children}
      <Text className="choose-file__hint">{`可以是 ${endings.map((one) => `.${one}`).join(' ')}`}</Text>
      <Problem error={error} />
    </View>
  )
}
