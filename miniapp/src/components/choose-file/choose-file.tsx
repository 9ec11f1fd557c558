import { Text, View } from '@tarojs/components'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '../button/button'
import { useDesk } from '../table/use-desk'
import { type ChosenFile, chooseFile, chosen } from './choose'
import './choose-file.scss'

export type { ChosenFile } from './choose'

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
}

const isH5 = process.env.TARO_ENV === 'h5'

/** A button that asks for a file; on h5 a file may also be dropped on the place around it. */
export function ChooseFile({ label, endings, kind, busy, reason, onChoose }: ChooseFileProps) {
  const id = `file${useId().replace(/:/g, '')}`
  const closed = busy === true || reason !== undefined
  const over = useDrop(id, (file) => (closed ? undefined : onChoose(file)))
  const desk = useDesk()
  const hint = isH5 ? desk && '把文件拖到这里，或者' : '先把文件发到微信聊天里，再'
  const choose = async () => {
    const file = await chooseFile(endings)
    if (file) onChoose(file)
  }
  return (
    <View className={over ? 'choose-file choose-file--over' : 'choose-file'} id={id}>
      {hint ? <Text className="choose-file__hint">{hint}</Text> : null}
      <Button kind={kind} icon="document" busy={busy} reason={reason} onPress={() => void choose()}>
        {label}
      </Button>
      <Text className="choose-file__hint">{`可以是 ${endings.map((one) => `.${one}`).join(' ')}`}</Text>
    </View>
  )
}

/** h5: takes the file that is dropped on this element; true while one is held over it. */
function useDrop(id: string, onDrop: (file: ChosenFile) => void): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(onDrop)
  latest.current = onDrop
  useEffect(() => {
    const place = isH5 ? document.getElementById(id) : null
    if (!place) return
    const hold = (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    }
    const leave = () => setOver(false)
    const drop = (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file) latest.current(chosen(file))
    }
    place.addEventListener('dragover', hold)
    place.addEventListener('dragleave', leave)
    place.addEventListener('drop', drop)
    return () => {
      place.removeEventListener('dragover', hold)
      place.removeEventListener('dragleave', leave)
      place.removeEventListener('drop', drop)
    }
  }, [id])
  return over
}
