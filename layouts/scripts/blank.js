/* A form to be printed: the way out, and paper that has all that was typed. */
import "./leave.js";
import { printWhole } from "./sheet/paper.js";

printWhole();
