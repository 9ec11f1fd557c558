import { aria } from './aria'
import { leftOf, type Places } from './measures'
import { type Block, isOne } from './place'

/** The frame around what is selected: it moves, and no cell is drawn again. */
export function Selection({ block, places }: { block: Block; places: Places }) {
  const { height } = places
  const left = leftOf(places, block.left)
  const style = {
    left,
    top: block.top * height,
    width: leftOf(places, block.right + 1) - left,
    height: (block.bottom - block.top + 1) * height,
  }
  return (
    <div
      {...aria('presentation')}
      className={isOne(block) ? 'grid__frame' : 'grid__frame grid__frame--many'}
      style={style}
    />
  )
}
