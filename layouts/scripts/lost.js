// The page for unknown addresses. Some messengers encode the # in a link to a sheet, which then
// leads here: send the reader on to the sheet.
import { leadOn } from "./sheet/link.js";

const to = leadOn(location.pathname + location.search);
if (to) location.replace(to);
