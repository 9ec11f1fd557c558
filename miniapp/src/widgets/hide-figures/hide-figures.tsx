import { Button } from '../../components'
import { figuresHidden } from '../../store/figures-hidden'

/** What stands where figures are hidden. */
export const covered = '＊＊＊＊'

/** 遮住: hides the household's figures on this phone, wherever they stand, or shows them again. */
export function HideFigures() {
  const hidden = figuresHidden.use()
  return (
    <Button
      kind="quiet"
      inline
      label={hidden ? '显示我家的数' : '遮住我家的数'}
      onPress={() => figuresHidden.set(!hidden)}
    >
      {hidden ? '显示' : '遮住'}
    </Button>
  )
}
