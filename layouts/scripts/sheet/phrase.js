/** Pass phrases of words that are short, plain and hard to mishear. */

// 512 words, so that each is worth nine bits; none begins another.
const LIST = (
  "acorn alder alley amber anchor apple apron arch arrow atlas attic autumn badge bagel baker bamboo " +
  "banjo bank barley barn basil basin basket bath beach bead beak bean bear beech beet bell bench berry " +
  "bike birch bird blue board boat bonnet book boot bottle bowl box brass bread brick bridge brook " +
  "broom brown brush bucket bud bulb bush butter button cabin cake calm camel camp canal candle canoe " +
  "canvas card carpet carrot cart castle cedar cello chair chalk cheese cherry chess chest chime chip " +
  "choir cider circle city clam clay cliff clock cloth cloud clover coal coast coat cobble cocoa coin " +
  "comb comet cook copper coral cork corn cotton cove cow crab cradle crane crayon cream creek crop " +
  "crown crumb cub cup curry cycle daisy dance dawn deck deer delta desk dew dial dill dish dock dog " +
  "dome donkey door dove dragon dream drift drum duck dune dust eagle earth echo eel egg elbow elder " +
  "elk elm ember emu engine fable falcon fan farm fence fennel fern ferry fiddle field fig finch fir " +
  "fish flag flame flask flax fleece flint flock flour flute fog fold forest fork fox frame frost fruit " +
  "garden garlic gate geese gem ginger glass globe glove goat gold goose grain grape grass gravel green " +
  "grove guitar gull hamper hare harp hat hay hazel hedge hen herb heron hill hinge hive hobby holly " +
  "honey hood hook horn horse house ice igloo indigo ink inn iris iron island ivory ivy jacket jam jar " +
  "jay jelly jersey jewel jigsaw jug kale kayak kennel kettle key kiln kite kitten knit knot koala " +
  "label lace ladder lagoon lake lamb lamp larch lark lawn leaf lemon lens lentil letter lichen lilac " +
  "lily lime linen lion lizard loaf loch lock loft log loom lotus lunar lunch lute lynx magnet magpie " +
  "mango maple marble market marsh meadow melon mile milk mill mint mirror mist mitten mole moon moor " +
  "mosaic moss moth motor mouse mug music mussel napkin needle nest nettle nickel night noodle north " +
  "nutmeg oak oar oasis oat ocean olive onion opal orange orbit orchid otter oval oven owl oyster " +
  "paddle page paint palm panda pansy paper parcel park parrot path patio peach pear pebble pencil " +
  "pepper petal piano pier pigeon pillow pine pink pipe planet plate plaza plough plum pocket pond pony " +
  "poppy porch port prism puppy quail quay quilt radio raft rail rain rake ranch raven red reed reef " +
  "rice ridge ring river road robin rock roof room root rope rose round rowan ruby rug rye sage sail " +
  "salad salt sand satin scarf scout seal seed shade shawl sheep shelf shell ship shoe shore silk skate " +
  "ski sky slate sled sleet snail snow soap sock sofa solar song soup south spade spice spoon stair " +
  "stamp star stem step stone stool stork storm story stove sugar sumac sun swan table tango tap tart " +
  "teal tent thyme tiger tile tin toast topaz towel tower town trail train tram tray tree trout trunk " +
  "tulip tuna twig vase vine wagon water wave wax west whale wheat wheel white wing wolf wood wool wren " +
  "yarn yew zebra zinc"
).split(" ");

const COUNT = 7; // 63 bits: at 600,000 rounds a guess, out of reach for a long time

/** The least that a phrase of one's own needs. */
export const MIN_WORDS = 4;
export const MIN_CHARS = 12;

/** A new phrase from the browser's own source of chance. @returns {string} */
export function newPhrase() {
  const numbers = crypto.getRandomValues(new Uint16Array(COUNT));
  return Array.from(numbers, (n) => LIST[n % LIST.length]).join(" ");
}

/**
 * Whether a phrase of one's own is long enough to be worth the name: short ones
 * are guessed in minutes by whoever has the link.
 *
 * @param {string} phrase
 */
export function isStrong(phrase) {
  const words = phrase.trim().split(/[\s_-]+/).filter(Boolean);
  const chars = words.join("").length;
  return chars >= MIN_CHARS && new Set(words.join("").toLowerCase()).size > 4 && (words.length >= MIN_WORDS || /\d|[^\p{L}\p{M}\s_-]/u.test(phrase) || chars >= 16);
}

/** For the test. */
export const WORDS = LIST;
